# Builds the engine as a WebAssembly module with Debian's clang-14 and lld-14, wasi-libc and libc++. Sets
# LASTMILE_WASM_MODULE, empty without it.
option(LASTMILE_WASM "Build the engine for the what-if of report pages (needs the WebAssembly toolchain)" OFF)
set(LASTMILE_WASM_MODULE "")
if(NOT LASTMILE_WASM)
  return()
endif()
find_program(LASTMILE_WASM_CLANG NAMES clang++-14)
find_program(LASTMILE_WASM_LINKER NAMES wasm-ld-14)
find_file(LASTMILE_WASM_LIBRARY libc++.a PATHS /usr/lib/wasm32-wasi NO_DEFAULT_PATH)
if(NOT LASTMILE_WASM_CLANG OR NOT LASTMILE_WASM_LINKER OR NOT LASTMILE_WASM_LIBRARY)
  message(FATAL_ERROR "The WebAssembly toolchain is incomplete (Debian: clang-14 lld-14 wasi-libc libc++-14-dev-wasm32 "
                      "libc++abi-14-dev-wasm32 libclang-rt-14-dev-wasm32). Install it, or configure with "
                      "-DLASTMILE_WASM=OFF: pages then come without what-if.")
endif()

file(GLOB wasm_sources CONFIGURE_DEPENDS models/base/*.cpp models/access/*.cpp models/plant/*.cpp sim/network/*.cpp
     sim/service/*.cpp sim/coverage/*.cpp tools/wasm/*.cpp)
list(APPEND wasm_sources ${PROJECT_SOURCE_DIR}/sim/support/parallel_serial.cpp
     ${PROJECT_SOURCE_DIR}/tools/io/page/result_columns.cpp)
foreach(source base/json base/finite results/result_json results/area_json results/books_json results/parameters_json
        results/element_words results/findings results/profile_label)
  list(APPEND wasm_sources ${PROJECT_SOURCE_DIR}/tools/io/${source}.cpp)
endforeach()

# Code that throws is compiled as it is; without exceptions in the module a throw ends in without_system.cpp.
set(wasm_flags --target=wasm32-wasi -std=c++20 -O2 -fexceptions -DNDEBUG
               -DJSON_HAS_FILESYSTEM=0 -DJSON_HAS_EXPERIMENTAL_FILESYSTEM=0 -DFMT_HEADER_ONLY
               "-DLASTMILE_VERSION=\"${PROJECT_VERSION}\"" -D_WASI_EMULATED_MMAN -I${PROJECT_SOURCE_DIR}
               -idirafter ${RANDOM123_INCLUDE_DIR} -idirafter /usr/include/eigen3)
if(CMAKE_UNITY_BUILD) # as for the program
  set(wasm_units "")
  foreach(floor models sim tools)
    set(floor_sources ${wasm_sources})
    list(FILTER floor_sources INCLUDE REGEX "^${PROJECT_SOURCE_DIR}/${floor}/")
    list(TRANSFORM floor_sources REPLACE "(.+)" "#include \"\\1\"\n")
    list(JOIN floor_sources "" unit)
    file(CONFIGURE OUTPUT wasm/${floor}.cpp CONTENT "${unit}" @ONLY)
    list(APPEND wasm_units ${CMAKE_CURRENT_BINARY_DIR}/wasm/${floor}.cpp)
  endforeach()
  set(wasm_sources ${wasm_units})
endif()
set(wasm_objects "")
foreach(source IN LISTS wasm_sources)
  cmake_path(RELATIVE_PATH source BASE_DIRECTORY ${PROJECT_SOURCE_DIR} OUTPUT_VARIABLE name)
  string(MAKE_C_IDENTIFIER ${name} name)
  set(object ${CMAKE_CURRENT_BINARY_DIR}/wasm/${name}.o)
  add_custom_command(OUTPUT ${object}
    COMMAND ${CMAKE_COMMAND} -E make_directory ${CMAKE_CURRENT_BINARY_DIR}/wasm
    COMMAND ${CMAKE_CXX_COMPILER_LAUNCHER} ${LASTMILE_WASM_CLANG} ${wasm_flags} -MD -MF ${object}.d -MT ${object} -c ${source}
            -o ${object}
    DEPENDS ${source} DEPFILE ${object}.d COMMENT "Compiling ${source} to WebAssembly" VERBATIM)
  list(APPEND wasm_objects ${object})
endforeach()
set(LASTMILE_WASM_MODULE ${CMAKE_CURRENT_BINARY_DIR}/wasm/engine.wasm)
set(wasm_exports "")
foreach(name allocate load set unset evaluate figures areas explain columns)
  list(APPEND wasm_exports -Wl,--export=lastmile_${name})
endforeach()
add_custom_command(OUTPUT ${LASTMILE_WASM_MODULE}
  COMMAND ${LASTMILE_WASM_CLANG} --target=wasm32-wasi -mexec-model=reactor ${wasm_exports} -Wl,--gc-sections -Wl,--strip-all
          -Wl,-z,stack-size=4194304 -Wl,--stack-first -Wl,--max-memory=4294967296 ${wasm_objects}
          -lwasi-emulated-mman -o ${LASTMILE_WASM_MODULE}
  DEPENDS ${wasm_objects} COMMENT "Linking the engine for pages" VERBATIM)
