# What `cmake --install` puts where. Components: `program`, `mpi`, `development` for users of the library, and `python`
# (tools/python/python.cmake).

# The manual page and the completion scripts, printed by the program itself.
set(generated ${CMAKE_CURRENT_BINARY_DIR}/share)
add_custom_command(
  OUTPUT ${generated}/lastmile.1 ${generated}/lastmile.bash ${generated}/_lastmile ${generated}/lastmile.fish
  COMMAND ${CMAKE_COMMAND} -E make_directory ${generated}
  COMMAND lastmile_cli man > ${generated}/lastmile.1
  COMMAND lastmile_cli completion bash > ${generated}/lastmile.bash
  COMMAND lastmile_cli completion zsh > ${generated}/_lastmile
  COMMAND lastmile_cli completion fish > ${generated}/lastmile.fish
  DEPENDS lastmile_cli VERBATIM)
add_custom_target(lastmile_share ALL DEPENDS ${generated}/lastmile.1)

install(TARGETS lastmile_cli RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR} COMPONENT program)
if(LASTMILE_GIS)
  install(TARGETS lastmile_gis LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/lastmile COMPONENT program)
endif()
if(LASTMILE_MPI)
  install(TARGETS lastmile_mpi LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/lastmile COMPONENT mpi)
endif()
install(FILES ${generated}/lastmile.1 DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 COMPONENT program)
install(FILES ${generated}/lastmile.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions
        RENAME lastmile COMPONENT program)
install(FILES ${generated}/_lastmile DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/site-functions COMPONENT program)
install(FILES ${generated}/lastmile.fish DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d
        COMPONENT program)
install(FILES models/access/equipment.yaml DESTINATION ${CMAKE_INSTALL_DATADIR}/lastmile COMPONENT program)
install(DIRECTORY scenarios/ DESTINATION ${CMAKE_INSTALL_DATADIR}/lastmile/scenarios COMPONENT program)

# The library: find_package(lastmile COMPONENTS sim) for the engine, io for reading scenarios and writing results.
set(package ${CMAKE_INSTALL_LIBDIR}/cmake/lastmile)
install(TARGETS lastmile_models lastmile_sim EXPORT lastmile_sim ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR}
        COMPONENT development)
install(TARGETS lastmile_io EXPORT lastmile_io ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR} COMPONENT development)
foreach(component sim io)
  install(EXPORT lastmile_${component} NAMESPACE lastmile:: FILE lastmile_${component}.cmake DESTINATION ${package}
          COMPONENT development)
endforeach()
include(CMakePackageConfigHelpers)
configure_package_config_file(tools/packaging/lastmileConfig.cmake.in ${CMAKE_CURRENT_BINARY_DIR}/lastmileConfig.cmake
                              INSTALL_DESTINATION ${package})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/lastmileConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/lastmileConfig.cmake ${CMAKE_CURRENT_BINARY_DIR}/lastmileConfigVersion.cmake
        DESTINATION ${package} COMPONENT development)

# Public headers are those that the umbrella headers include, directly or not.
set(public_headers ${CMAKE_CURRENT_BINARY_DIR}/public_headers)
install(CODE "set(source \"${PROJECT_SOURCE_DIR}\")\nset(target \"${public_headers}\")" COMPONENT development)
install(SCRIPT tools/packaging/public_headers.cmake COMPONENT development)
install(DIRECTORY ${public_headers}/lastmile DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} COMPONENT development)
