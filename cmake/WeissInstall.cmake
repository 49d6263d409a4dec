# Install rules: libraries, headers, plugin modules, the command, the package files for CMake and pkg-config,
# and the licences. The tree can be moved afterwards: nothing in it names the prefix or the build.

include(CMakePackageConfigHelpers)

set(config_dir ${CMAKE_INSTALL_LIBDIR}/cmake/weiss)
set(pkgconfig_dir ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

install(TARGETS weiss weiss_static weiss_headers EXPORT weiss-targets
  LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}
  ARCHIVE DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/weiss TYPE INCLUDE FILES_MATCHING PATTERN "*.h" PATTERN "*.hpp")

get_property(modules GLOBAL PROPERTY WEISS_PLUGIN_MODULES)
if(modules)
  install(TARGETS ${modules} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/${WEISS_PLUGIN_DIR})
endif()

if(TARGET weiss_command)
  # The command finds the library from where it stands, so the tree can be moved.
  file(RELATIVE_PATH bin_to_lib /prefix/${CMAKE_INSTALL_BINDIR} /prefix/${CMAKE_INSTALL_LIBDIR})
  set_target_properties(weiss_command PROPERTIES INSTALL_RPATH "$ORIGIN/${bin_to_lib}")
  install(TARGETS weiss_command RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endif()

# ---- find_package(weiss CONFIG) ----
install(EXPORT weiss-targets NAMESPACE weiss:: DESTINATION ${config_dir})
configure_package_config_file(cmake/weiss-config.cmake.in ${PROJECT_BINARY_DIR}/generated/weiss-config.cmake
  INSTALL_DESTINATION ${config_dir})
set(compatibility SameMajorVersion)
if(PROJECT_VERSION_MAJOR EQUAL 0)
  set(compatibility SameMinorVersion)
endif()
write_basic_package_version_file(${PROJECT_BINARY_DIR}/generated/weiss-config-version.cmake
  COMPATIBILITY ${compatibility})
install(FILES ${PROJECT_BINARY_DIR}/generated/weiss-config.cmake
  ${PROJECT_BINARY_DIR}/generated/weiss-config-version.cmake cmake/WeissPlugin.cmake
  DESTINATION ${config_dir})

# ---- pkg-config ----
file(RELATIVE_PATH to_prefix /prefix/${pkgconfig_dir} /prefix)
string(REGEX REPLACE "/$" "" to_prefix ${to_prefix})
configure_file(cmake/weiss.pc.in ${PROJECT_BINARY_DIR}/generated/weiss.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/generated/weiss.pc DESTINATION ${pkgconfig_dir})

# ---- bindings: sources, and the layout that they are compared with ----
install(FILES capi/layout.tsv DESTINATION ${CMAKE_INSTALL_DATADIR}/weiss)
install(DIRECTORY capi/fortran DESTINATION ${CMAKE_INSTALL_DATADIR}/weiss)
install(DIRECTORY capi/julia DESTINATION ${CMAKE_INSTALL_DATADIR}/weiss)
install(DIRECTORY capi/python DESTINATION ${CMAKE_INSTALL_DATADIR}/weiss PATTERN __pycache__ EXCLUDE)
install(DIRECTORY capi/rust DESTINATION ${CMAKE_INSTALL_DATADIR}/weiss PATTERN target EXCLUDE)

# ---- the JSON schema of reports ----
install(FILES capi/report.schema.json DESTINATION ${CMAKE_INSTALL_DATADIR}/weiss)

# ---- licences: our own, and the notices of what is compiled in ----
install(FILES LICENSE cmake/NOTICES DESTINATION ${CMAKE_INSTALL_DATADIR}/licenses/weiss)
