# weiss_add_plugin(<kind> <name> SOURCES <file>...): a plugin of Weiss, ours or a third party's.
#   kind  partitioner, solver or optimizer
#   name  short name, as in weiss_<kind>_<name>.so, where what is no letter or digit becomes _
# Makes the module target weiss_<kind>_<name>, which sees the headers of weiss::plugin and links against
# nothing of Weiss. Inside the project the sources are compiled once, for static linking: the module is these
# objects behind an entry of its own, and is put where the library of the build tree looks for it.

function(weiss_add_plugin kind name)
  cmake_parse_arguments(arg "" "" "SOURCES" ${ARGN})
  if(NOT kind MATCHES "^(partitioner|solver|optimizer)$")
    message(FATAL_ERROR "weiss_add_plugin: kind is partitioner, solver or optimizer, not \"${kind}\"")
  endif()
  if(NOT arg_SOURCES)
    message(FATAL_ERROR "weiss_add_plugin: ${kind} ${name} has no SOURCES")
  endif()
  string(MAKE_C_IDENTIFIER ${kind}_${name} entry)
  set(target weiss_${entry})

  if(DEFINED WEISS_PLUGIN_DIR)  # inside the project, not in one that has it as a sub-project
    add_library(${target}_static OBJECT ${arg_SOURCES})
    weiss_compile_options(${target}_static)
    target_link_libraries(${target}_static PRIVATE weiss::plugin)
    target_compile_definitions(${target}_static PRIVATE WEISS_STATIC_PLUGIN)
    set_property(GLOBAL APPEND PROPERTY WEISS_PLUGIN_ENTRIES ${entry})

    set(entry_source ${CMAKE_CURRENT_BINARY_DIR}/${target}.c)
    file(CONFIGURE OUTPUT ${entry_source} @ONLY CONTENT
"#include \"weiss/plugin.h\"
const weiss_plugin* weiss_plugin_${entry}_entry_v0(const weiss_host* host);
WEISS_PLUGIN_ENTRY(${entry}) { return weiss_plugin_${entry}_entry_v0(host); }
")
    add_library(${target} MODULE ${entry_source} $<TARGET_OBJECTS:${target}_static>)
    weiss_compile_options(${target})
    set_target_properties(${target} PROPERTIES LINKER_LANGUAGE CXX
      LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib/${WEISS_PLUGIN_DIR})
    set_property(GLOBAL APPEND PROPERTY WEISS_PLUGIN_MODULES ${target})
  else()
    add_library(${target} MODULE ${arg_SOURCES})
  endif()
  target_link_libraries(${target} PRIVATE weiss::plugin)
  set_target_properties(${target} PROPERTIES PREFIX "" OUTPUT_NAME ${target}
    C_VISIBILITY_PRESET hidden CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
  if(CMAKE_CXX_COMPILER_LOADED)  # a project may be in C alone
    target_compile_features(${target} PRIVATE cxx_std_17)
  endif()
  if(NOT WEISS_SANITIZE)
    target_link_options(${target} PRIVATE LINKER:-z,defs)
  endif()
  if(UNIX AND NOT APPLE)
    # Hidden visibility does not reach the instances of standard templates; the export map does.
    set(map ${CMAKE_CURRENT_BINARY_DIR}/${target}.map)
    file(CONFIGURE OUTPUT ${map} CONTENT "{ global: weiss_plugin_entry_v*; local: *; };\n" @ONLY)
    target_link_options(${target} PRIVATE LINKER:--version-script=${map})
  endif()
endfunction()
