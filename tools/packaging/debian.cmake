# `cpack` in the build folder makes Debian packages: lastmile (the program), liblastmile-dev (the library), and if they
# are built python3-lastmile (the Python package) and lastmile-mpi (the module for work on many machines).
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME lastmile)
set(CPACK_PACKAGE_CONTACT "lastmile maintainers <maintainers@lastmile.invalid>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL program development)
if(LASTMILE_PYTHON)
  list(APPEND CPACK_COMPONENTS_ALL python)
endif()
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_PRE_BUILD_SCRIPTS ${PROJECT_SOURCE_DIR}/tools/packaging/finish_debian.cmake)
set(CPACK_LASTMILE_SOURCE ${PROJECT_SOURCE_DIR})

set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME lastmile)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_RECOMMENDS "libproj25") # opened at run time, by scenarios with a crs
set(CPACK_COMPONENT_PROGRAM_DESCRIPTION "network last-mile coverage simulator
Reads a network from its sources to the homes and finds out which homes are
really served, what blocks the others, how much of the money spent upstream is
stranded, and what to build next.")

set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME liblastmile-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
# Of the engine; those of reading scenarios are recommended.
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS "libboost-dev, libeigen3-dev, libtbb-dev")
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_RECOMMENDS
    "libfast-float-dev, libfmt-dev, libgeographiclib-dev, libsqlite3-dev, libutf8proc-dev, libxxhash-dev, libyaml-cpp-dev, nettle-dev, nlohmann-json3-dev, pkg-config, zlib1g-dev")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION "network last-mile coverage simulator (library)
The engine of lastmile for programs in C++20, and the readers and writers of
its formats.")

if(LASTMILE_PYTHON)
  math(EXPR next_python "${Python_VERSION_MINOR} + 1")
  set(CPACK_DEBIAN_PYTHON_PACKAGE_NAME python3-lastmile)
  set(CPACK_DEBIAN_PYTHON_PACKAGE_SECTION python)
  set(CPACK_DEBIAN_PYTHON_PACKAGE_SHLIBDEPS ON)
  set(CPACK_DEBIAN_PYTHON_PACKAGE_DEPENDS "python3 (>= 3.${Python_VERSION_MINOR}), python3 (<< 3.${next_python}), python3-numpy, python3-pandas")
  set(CPACK_DEBIAN_PYTHON_PACKAGE_RECOMMENDS "libproj25")
  set(CPACK_DEBIAN_PYTHON_PACKAGE_SUGGESTS "python3-geopandas")
  set(CPACK_LASTMILE_PYTHON_INSTALL_DIR ${LASTMILE_PYTHON_INSTALL_DIR})
  set(CPACK_COMPONENT_PYTHON_DESCRIPTION "network last-mile coverage simulator (Python package)
The engine of lastmile for Python, with results as pandas frames.")
endif()
if(LASTMILE_MPI)
  list(APPEND CPACK_COMPONENTS_ALL mpi)
  set(CPACK_DEBIAN_MPI_PACKAGE_NAME lastmile-mpi)
  set(CPACK_DEBIAN_MPI_PACKAGE_SECTION science)
  set(CPACK_DEBIAN_MPI_PACKAGE_SHLIBDEPS ON)
  set(CPACK_DEBIAN_MPI_PACKAGE_DEPENDS "lastmile (= ${PROJECT_VERSION}), openmpi-bin")
  set(CPACK_COMPONENT_MPI_DESCRIPTION "network last-mile coverage simulator (many machines)
The module with which lastmile works on many machines at once, under mpirun or
srun.")
endif()
include(CPack)
