# Brings what CPack has installed for the packages into the places and forms that Debian asks for. Run by cpack.
cmake_policy(VERSION 3.25)

foreach(component ${CPACK_COMPONENTS_ALL})
  set(share ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/${component}/usr/share)
  string(TOUPPER ${component} COMPONENT)
  set(doc ${share}/doc/${CPACK_DEBIAN_${COMPONENT}_PACKAGE_NAME})
  file(WRITE ${doc}/copyright
       "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
       "Upstream-Name: lastmile\n\n"
       "Files: *\nCopyright: the lastmile contributors\nLicense: Apache-2.0\n"
       " The text of the license is in /usr/share/common-licenses/Apache-2.0.\n")
  configure_file(${CPACK_LASTMILE_SOURCE}/CHANGELOG.md ${doc}/changelog COPYONLY)
  execute_process(COMMAND gzip -9n ${doc}/changelog COMMAND_ERROR_IS_FATAL ANY)
endforeach()

set(share ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/program/usr/share)
execute_process(COMMAND gzip -9n ${share}/man/man1/lastmile.1 COMMAND_ERROR_IS_FATAL ANY)
file(RENAME ${share}/zsh/site-functions ${share}/zsh/vendor-completions) # where Debian's zsh looks

set(where lib/python3/dist-packages) # where Debian's Python looks
if(python IN_LIST CPACK_COMPONENTS_ALL AND NOT CPACK_LASTMILE_PYTHON_INSTALL_DIR STREQUAL where)
  set(usr ${CPACK_TEMPORARY_INSTALL_DIRECTORY}/python/usr)
  file(MAKE_DIRECTORY ${usr}/lib/python3)
  file(RENAME ${usr}/${CPACK_LASTMILE_PYTHON_INSTALL_DIR} ${usr}/${where})
  cmake_path(GET CPACK_LASTMILE_PYTHON_INSTALL_DIR PARENT_PATH left)
  file(REMOVE_RECURSE ${usr}/${left})
endif()
