# Writes page_parts.cpp. All modules become one script: each stands after those that it imports, and their import
# and export words are left out. So names at the top of modules must differ; a browser refuses the script otherwise.
cmake_policy(VERSION 3.25)

function(read_text result)
  set(text "")
  foreach(file IN LISTS ARGN)
    file(READ ${file} one)
    string(APPEND text "${one}")
  endforeach()
  set(${result} "${text}" PARENT_SCOPE)
endfunction()

function(append_part name text)
  file(APPEND ${output}.new "const std::string_view ${name} = R\"PAGE_PART(${text})PAGE_PART\";\n")
endfunction()

read_text(script ${modules})
string(REGEX REPLACE "(^|\n)import [^;]*;" "\\1" script "${script}")
string(REGEX REPLACE "(^|\n)export " "\\1" script "${script}")
read_text(style ${leaflet}/leaflet.css ${page}/page.css)
string(REGEX REPLACE "url\\([^)]*\\)" "none" style "${style}") # Leaflet's pictures, which the page does not use
read_text(library ${leaflet}/leaflet.min.js)
string(REGEX REPLACE "//# sourceMappingURL=[^\n]*" "" library "${library}")
read_text(html ${page}/page.html)

file(WRITE ${output}.new "#include \"tools/io/page/page_parts.h\"\n\nnamespace lastmile::io::page_parts {\n")
append_part(page_html "${html}")
append_part(page_css "${style}")
append_part(page_js "${script}")
append_part(leaflet_js "${library}")
set(engine "")
if(module)
  execute_process(COMMAND gzip -9nc ${module} COMMAND base64 -w0 OUTPUT_VARIABLE engine COMMAND_ERROR_IS_FATAL ANY)
endif()
append_part(engine "${engine}")
file(APPEND ${output}.new "}  // namespace lastmile::io::page_parts\n")
file(RENAME ${output}.new ${output})
