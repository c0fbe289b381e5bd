/* Preloaded into the program, it makes one call fail, or ends the process there.
 *
 *   LASTMILE_FAULT=KIND:N:fail   the Nth call of that kind (counted from 1, from the start of main) fails once
 *   LASTMILE_FAULT=KIND:N:lack   it and all later ones fail, as when memory or disk runs out
 *   LASTMILE_FAULT=KIND:N:kill   the process is killed instead of the Nth call
 *   LASTMILE_NO_LINKS=1          the file system has no hard links
 *   LASTMILE_FAULT_COUNTS=FILE   how often each kind was called is written there at the end of main
 *
 * Kinds: memory write read close fsync rename link unlink open mkdir. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

enum kind { MEMORY, WRITE, READ, CLOSE, FSYNC, RENAME, LINK, UNLINK, OPEN, MKDIR, KINDS };
static const char* const names[KINDS] = {"memory", "write", "read",   "close", "fsync",
                                         "rename", "link",  "unlink", "open",  "mkdir"};
enum what { FAIL, LACK, KILL };

static atomic_long calls[KINDS];
static atomic_int active;
static int chosen = -1;
static long chosen_call;
static enum what what;

static int is_due(enum kind kind) {
  if (!active) return 0;
  const long call = ++calls[kind];
  if ((int)kind != chosen || call < chosen_call || (call > chosen_call && what != LACK)) return 0;
  if (what == KILL) kill(getpid(), SIGKILL);
  return 1;
}

static int failed(int error) {
  errno = error;
  return -1;
}

#define REAL(name) ((__typeof__(&name))real_of(&real_##name, #name))
static void* real_of(void** cache, const char* name) {
  if (*cache == NULL) *cache = dlsym(RTLD_NEXT, name);
  return *cache;
}
#define DECLARE(name) static void* real_##name

extern void* __libc_malloc(size_t);
extern void* __libc_calloc(size_t, size_t);
extern void* __libc_realloc(void*, size_t);
extern void* __libc_memalign(size_t, size_t);

void* malloc(size_t size) {
  if (is_due(MEMORY)) return errno = ENOMEM, NULL;
  return __libc_malloc(size);
}
void* calloc(size_t count, size_t size) {
  if (is_due(MEMORY)) return errno = ENOMEM, NULL;
  return __libc_calloc(count, size);
}
void* realloc(void* old, size_t size) {
  if (is_due(MEMORY)) return errno = ENOMEM, NULL;
  return __libc_realloc(old, size);
}
void* aligned_alloc(size_t alignment, size_t size) {
  if (is_due(MEMORY)) return errno = ENOMEM, NULL;
  return __libc_memalign(alignment, size);
}
int posix_memalign(void** to, size_t alignment, size_t size) {
  if (is_due(MEMORY)) return ENOMEM;
  *to = __libc_memalign(alignment, size);
  return *to == NULL ? ENOMEM : 0;
}

DECLARE(write);
ssize_t write(int file, const void* data, size_t size) {
  return is_due(WRITE) ? failed(ENOSPC) : REAL(write)(file, data, size);
}
DECLARE(pwrite64);
ssize_t pwrite64(int file, const void* data, size_t size, off64_t at) {
  return is_due(WRITE) ? failed(ENOSPC) : REAL(pwrite64)(file, data, size, at);
}
DECLARE(read);
ssize_t read(int file, void* data, size_t size) {
  return is_due(READ) ? failed(EIO) : REAL(read)(file, data, size);
}
DECLARE(pread);
ssize_t pread(int file, void* data, size_t size, off_t at) {
  return is_due(READ) ? failed(EIO) : REAL(pread)(file, data, size, at);
}
DECLARE(pread64);
ssize_t pread64(int file, void* data, size_t size, off64_t at) {
  return is_due(READ) ? failed(EIO) : REAL(pread64)(file, data, size, at);
}
DECLARE(close);
int close(int file) {
  const int due = is_due(CLOSE);
  const int result = REAL(close)(file);
  return due ? failed(EIO) : result;
}
DECLARE(fsync);
int fsync(int file) {
  return is_due(FSYNC) ? failed(EIO) : REAL(fsync)(file);
}
DECLARE(rename);
int rename(const char* from, const char* to) {
  return is_due(RENAME) ? failed(EIO) : REAL(rename)(from, to);
}
DECLARE(renameat);
int renameat(int from_folder, const char* from, int to_folder, const char* to) {
  return is_due(RENAME) ? failed(EIO) : REAL(renameat)(from_folder, from, to_folder, to);
}
DECLARE(linkat);
int linkat(int from_folder, const char* from, int to_folder, const char* to, int flags) {
  const int due = is_due(LINK) || (active && getenv("LASTMILE_NO_LINKS") != NULL);
  return due ? failed(EPERM) : REAL(linkat)(from_folder, from, to_folder, to, flags);
}
DECLARE(unlinkat);
int unlinkat(int folder, const char* name, int flags) {
  return is_due(UNLINK) ? failed(EIO) : REAL(unlinkat)(folder, name, flags);
}
DECLARE(mkdir);
int mkdir(const char* path, mode_t mode) {
  return is_due(MKDIR) ? failed(ENOSPC) : REAL(mkdir)(path, mode);
}

#define MODE_OF(flags)                            \
  mode_t mode = 0;                                \
  if ((flags) & (O_CREAT | O_TMPFILE)) {          \
    va_list rest;                                 \
    va_start(rest, flags);                        \
    mode = (mode_t)va_arg(rest, int);             \
    va_end(rest);                                 \
  }
DECLARE(open);
int open(const char* path, int flags, ...) {
  MODE_OF(flags)
  return is_due(OPEN) ? failed(EMFILE) : REAL(open)(path, flags, mode);
}
DECLARE(open64);
int open64(const char* path, int flags, ...) {
  MODE_OF(flags)
  return is_due(OPEN) ? failed(EMFILE) : REAL(open64)(path, flags, mode);
}
DECLARE(openat);
int openat(int folder, const char* path, int flags, ...) {
  MODE_OF(flags)
  return is_due(OPEN) ? failed(EMFILE) : REAL(openat)(folder, path, flags, mode);
}
DECLARE(openat64);
int openat64(int folder, const char* path, int flags, ...) {
  MODE_OF(flags)
  return is_due(OPEN) ? failed(EMFILE) : REAL(openat64)(folder, path, flags, mode);
}

static void choose(const char* fault) {
  const size_t length = strcspn(fault, ":");
  for (int kind = 0; kind < KINDS; ++kind)
    if (strlen(names[kind]) == length && strncmp(names[kind], fault, length) == 0) chosen = kind;
  if (chosen < 0 || fault[length] != ':') abort();
  char* end = NULL;
  chosen_call = strtol(fault + length + 1, &end, 10);
  what = strcmp(end, ":kill") == 0 ? KILL : strcmp(end, ":lack") == 0 ? LACK : FAIL;
}

static int (*real_main)(int, char**, char**);
static int counted_main(int argc, char** argv, char** environment) {
  const char* fault = getenv("LASTMILE_FAULT");
  if (fault != NULL) choose(fault);
  active = 1;
  const int status = real_main(argc, argv, environment);
  active = 0;
  const char* counts = getenv("LASTMILE_FAULT_COUNTS");
  if (counts != NULL) {
    FILE* file = fopen(counts, "w");
    for (int kind = 0; file != NULL && kind < KINDS; ++kind)
      fprintf(file, "%s %ld\n", names[kind], atomic_load(&calls[kind]));
    if (file != NULL) fclose(file);
  }
  return status;
}

int __libc_start_main(int (*main)(int, char**, char**), int argc, char** argv, void (*init)(void),
                      void (*fini)(void), void (*rtld_fini)(void), void* stack_end) {
  int (*real)(int (*)(int, char**, char**), int, char**, void (*)(void), void (*)(void), void (*)(void), void*);
  *(void**)&real = dlsym(RTLD_NEXT, "__libc_start_main");
  real_main = main;
  return real(counted_main, argc, argv, init, fini, rtld_fini, stack_end);
}
