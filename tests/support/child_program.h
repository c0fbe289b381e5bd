// Runs the built program in places where a user hardly ever runs it: a closed pipe, a full disk, a terminal.
#pragma once

#include <functional>

#include "tests/support/program.h"

namespace lastmile::test {

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
