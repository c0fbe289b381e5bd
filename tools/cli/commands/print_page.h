// A page as PDF, printed by Chromium where it is installed.
#pragma once

#include <string>

namespace lastmile::cli {

// The path of Chromium (or Google Chrome), searched in PATH. Throws IoFailed if there is none.
std::string find_browser();

// Prints the page and returns the PDF. Throws IoFailed if the browser fails. Its profile and the page lie in
// a temporary folder meanwhile. Cost: a few seconds, mostly the start of the browser.
std::string printed(const std::string& browser, const std::string& page);

}  // namespace lastmile::cli
