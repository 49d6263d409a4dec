# libweiss.so and libweiss.a from the same objects. The static library holds the bundled plugins; the shared
# one does with WEISS_BUNDLED, and finds them as modules otherwise.

get_property(plugin_entries GLOBAL PROPERTY WEISS_PLUGIN_ENTRIES)
get_property(kernel_architectures GLOBAL PROPERTY WEISS_KERNEL_ARCHITECTURES)

# weiss_bundle(<target> <entries>...): links plugins in, and the list through which the registry sees them.
function(weiss_bundle target)
  set(declarations "")
  set(rows "")
  foreach(entry IN LISTS ARGN)
    string(APPEND declarations "const weiss_plugin* weiss_plugin_${entry}_entry_v0(const weiss_host* host) noexcept;\n")
    string(APPEND rows "  weiss_plugin_${entry}_entry_v0,\n")
    target_sources(${target} PRIVATE $<TARGET_OBJECTS:weiss_${entry}_static>)
  endforeach()
  configure_file(${PROJECT_SOURCE_DIR}/capi/bundled.cpp.in
                 ${PROJECT_BINARY_DIR}/generated/bundled_${target}.cpp @ONLY)
  target_sources(${target} PRIVATE ${PROJECT_BINARY_DIR}/generated/bundled_${target}.cpp)
endfunction()

find_package(Threads REQUIRED)

add_library(weiss SHARED)
add_library(weiss::weiss ALIAS weiss)
set(shared_entries "")
if(WEISS_BUNDLED)
  set(shared_entries ${plugin_entries})
endif()
weiss_bundle(weiss ${shared_entries})

add_library(weiss_static STATIC)
add_library(weiss::static ALIAS weiss_static)
weiss_bundle(weiss_static ${plugin_entries})
set_target_properties(weiss_static PROPERTIES OUTPUT_NAME weiss EXPORT_NAME static)

foreach(target weiss weiss_static)
  weiss_compile_options(${target})
  target_sources(${target} PRIVATE $<TARGET_OBJECTS:weiss_core>)
  foreach(arch IN LISTS kernel_architectures)
    target_sources(${target} PRIVATE $<TARGET_OBJECTS:weiss_kernels_${arch}>)
  endforeach()
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR}/capi)
  target_link_libraries(${target} PUBLIC weiss_headers PRIVATE Threads::Threads ${CMAKE_DL_LIBS})
  set_target_properties(${target} PROPERTIES
    ARCHIVE_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib LIBRARY_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/lib)
endforeach()
set_target_properties(weiss PROPERTIES VERSION ${PROJECT_VERSION} SOVERSION ${WEISS_ABI_VERSION})

# Exports: each name by name from the headers, nothing else.
weiss_generate_exports(${PROJECT_BINARY_DIR}/generated/libweiss.map)
if(UNIX AND NOT APPLE)
  target_link_options(weiss PRIVATE LINKER:--version-script=${PROJECT_BINARY_DIR}/generated/libweiss.map
    LINKER:--exclude-libs,ALL LINKER:-z,now LINKER:--as-needed)
  if(NOT WEISS_SANITIZE)
    target_link_options(weiss PRIVATE LINKER:-z,defs)
  endif()
  set_target_properties(weiss PROPERTIES LINK_DEPENDS ${PROJECT_BINARY_DIR}/generated/libweiss.map)
endif()
