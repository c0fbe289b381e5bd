// Ctrl-C: ends the program at once, whatever it is doing, with status 1 and without partial output.
#pragma once

namespace lastmile::cli {

// To be called first in main, before any thread starts. SIGINT, SIGTERM, SIGHUP and SIGQUIT then wake a
// thread of their own, which takes unfinished output away and ends the process; nothing else needs to look
// out for them.
void end_cleanly_on_interrupt();

}  // namespace lastmile::cli
