# The Python package lastmile: the module _core, and the files of tools/python/lastmile beside it. In the build folder it
# stands complete in `python`, so that PYTHONPATH can name that.
option(LASTMILE_PYTHON "Build the Python package (needs pybind11-dev, python3-dev, python3-numpy)" OFF)
if(NOT LASTMILE_PYTHON)
  return()
endif()

# Debian's own Python, for which its packages are, although another may come first in PATH.
if(NOT Python_EXECUTABLE AND EXISTS /usr/bin/python3)
  set(Python_EXECUTABLE /usr/bin/python3 CACHE FILEPATH "The Python for which the package is built")
endif()
find_package(Python 3.9 REQUIRED COMPONENTS Interpreter Development.Module)
find_package(pybind11 2.10 REQUIRED CONFIG)

file(GLOB python_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.cpp)
pybind11_add_module(lastmile_python MODULE NO_EXTRAS ${python_sources})
set(LASTMILE_PYTHON_FOLDER ${CMAKE_BINARY_DIR}/python)
set_target_properties(lastmile_python PROPERTIES OUTPUT_NAME _core UNITY_BUILD OFF
                                                 LIBRARY_OUTPUT_DIRECTORY ${LASTMILE_PYTHON_FOLDER}/lastmile)
target_link_libraries(lastmile_python PRIVATE lastmile_study lastmile_io lastmile_settings)
# It hands on what the libraries compute; speed comes from these.
target_compile_options(lastmile_python PRIVATE $<$<CONFIG:Release>:-O1>)

file(GLOB python_files CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/lastmile/*)
list(FILTER python_files EXCLUDE REGEX "__pycache__|_core\\..*\\.so$")
foreach(file ${python_files})
  cmake_path(GET file FILENAME name)
  set(copy ${LASTMILE_PYTHON_FOLDER}/lastmile/${name})
  add_custom_command(OUTPUT ${copy} COMMAND ${CMAKE_COMMAND} -E copy ${file} ${copy} DEPENDS ${file} VERBATIM)
  list(APPEND python_copies ${copy})
endforeach()
add_custom_target(lastmile_python_package ALL DEPENDS ${python_copies})
add_dependencies(lastmile_python lastmile_python_package)

# Where Python looks below the prefix ~/.local; the Debian package has it where Debian's Python looks.
set(LASTMILE_PYTHON_INSTALL_DIR lib/python${Python_VERSION_MAJOR}.${Python_VERSION_MINOR}/site-packages
    CACHE STRING "Where the Python package is installed, from the prefix")
install(FILES ${python_files} DESTINATION ${LASTMILE_PYTHON_INSTALL_DIR}/lastmile COMPONENT python)
install(TARGETS lastmile_python LIBRARY DESTINATION ${LASTMILE_PYTHON_INSTALL_DIR}/lastmile COMPONENT python)
