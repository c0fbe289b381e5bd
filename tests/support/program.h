// Runs the built program, also in unusual conditions: a closed pipe, a full disk, a pseudo terminal.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace lastmile::test {

struct ProgramRun {
  int status = -1;  // exit status; 128 + signal if a signal ended it
  std::string out;
  std::string err;
};

// The program with these arguments, standard input empty, in folder `in` if given, COLUMNS as in
// `columns`.
ProgramRun run_program(const std::vector<std::string>& arguments, const std::string& in = {},
                       int columns = 80);

// The same for any program; the first word is its path or its name in PATH.
ProgramRun run_words(const std::vector<std::string>& words, const std::string& in = {}, int columns = 80);
bool is_installed(const std::string& program);

// As run_program; `prepare` is called in the child once its standard streams are files.
ProgramRun run_prepared(const std::vector<std::string>& arguments, const std::function<void()>& prepare);

// Sends the program SIGTERM so many microseconds after its start.
ProgramRun run_interrupted_after(const std::vector<std::string>& arguments, unsigned microseconds);

// For `prepare`: standard output is a pipe that nobody reads, or the file, or closed; files cannot grow
// beyond so many bytes.
void write_to_closed_pipe();
void write_to(const char* path);
void write_to_nothing();
void limit_file_size(unsigned long bytes);

// As on a terminal of 80 columns; once it has written `sign` it gets this signal. Both streams are in `out`.
ProgramRun run_until(const std::vector<std::string>& arguments, const std::string& sign, int signal);

// What the program writes to a terminal of this width, both streams together; line breaks as on a file.
std::string run_on_terminal(const std::vector<std::string>& arguments, int columns,
                            const std::function<void()>& prepare);

}  // namespace lastmile::test
