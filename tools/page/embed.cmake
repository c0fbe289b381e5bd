# Embeds the page's modules, its style, and Leaflet into one source file, LASTMILE_PAGE_PARTS, at build time.
set(page_modules base words data model tables summary tree shapes outlines places raster paint legend map explain_panel options areas reliability frontier provenance engine whatif main)
list(TRANSFORM page_modules REPLACE "(.+)" "${PROJECT_SOURCE_DIR}/tools/page/\\1.js")
find_path(LASTMILE_LEAFLET leaflet.min.js PATHS /usr/share/javascript/leaflet NO_CMAKE_FIND_ROOT_PATH)
if(NOT LASTMILE_LEAFLET)
  message(FATAL_ERROR "Leaflet not found (Debian: libjs-leaflet). Install it, or set LASTMILE_LEAFLET to the folder "
                      "that holds leaflet.min.js and leaflet.css.")
endif()
set(LASTMILE_PAGE_PARTS ${CMAKE_CURRENT_BINARY_DIR}/page_parts.cpp)
set(page_files ${PROJECT_SOURCE_DIR}/tools/page/page.html ${PROJECT_SOURCE_DIR}/tools/page/page.css
               ${LASTMILE_LEAFLET}/leaflet.css ${LASTMILE_LEAFLET}/leaflet.min.js ${page_modules})
add_custom_command(OUTPUT ${LASTMILE_PAGE_PARTS}
  COMMAND ${CMAKE_COMMAND} "-Dmodules=${page_modules}" "-Dleaflet=${LASTMILE_LEAFLET}" "-Dpage=${PROJECT_SOURCE_DIR}/tools/page"
          "-Dmodule=${LASTMILE_WASM_MODULE}" "-Doutput=${LASTMILE_PAGE_PARTS}" -P ${PROJECT_SOURCE_DIR}/tools/page/write_parts.cmake
  DEPENDS ${page_files} ${LASTMILE_WASM_MODULE} ${PROJECT_SOURCE_DIR}/tools/page/write_parts.cmake VERBATIM)
set_source_files_properties(${LASTMILE_PAGE_PARTS} PROPERTIES COMPILE_OPTIONS -Wno-overlength-strings)
