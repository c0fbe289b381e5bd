// Ctrl-C ends the program at once with status 1 and without partial output.
#pragma once

namespace lastmile::cli {

// Call first in main, before any thread starts. SIGINT, SIGTERM, SIGHUP and SIGQUIT then wake a dedicated
// thread, which removes unfinished output and ends the process. No other code needs to handle them.
void end_cleanly_on_interrupt();

}  // namespace lastmile::cli
