# weiss_generate_exports(<file>): writes the linker's version script from the declarations marked WEISS_API
# in include/weiss, name by name.
function(weiss_generate_exports output)
  file(GLOB headers CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/include/weiss/*.h)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${headers})
  set(names "")
  foreach(header IN LISTS headers)
    file(READ ${header} text)
    string(REGEX MATCHALL "WEISS_API [^();]*[ *](weiss_[a-z0-9_]+)\\(" declarations "${text}")
    foreach(declaration IN LISTS declarations)
      string(REGEX MATCH "(weiss_[a-z0-9_]+)\\($" _ "${declaration}")
      list(APPEND names ${CMAKE_MATCH_1})
    endforeach()
  endforeach()
  list(SORT names)
  string(REPLACE ";" ";\n    " lines "${names}")
  file(CONFIGURE OUTPUT ${output} @ONLY CONTENT
"WEISS_${WEISS_ABI_MAJOR} {
  global:
    ${lines};
  local: *;
};
")
endfunction()
