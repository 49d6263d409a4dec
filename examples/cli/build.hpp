// What this program was built with.
#pragma once

namespace cli {

#define WEISS_TEXT_(x) #x
#define WEISS_TEXT(x) WEISS_TEXT_(x)
#if defined(__clang__)
inline constexpr char kCompiler[] = "clang " __clang_version__;
#elif defined(__GNUC__)
inline constexpr char kCompiler[] =
    "gcc " WEISS_TEXT(__GNUC__) "." WEISS_TEXT(__GNUC_MINOR__) "." WEISS_TEXT(__GNUC_PATCHLEVEL__);
#else
inline constexpr char kCompiler[] = "unknown compiler";
#endif
#undef WEISS_TEXT
#undef WEISS_TEXT_

#if defined(WEISS_REVISION)
inline constexpr char kRevision[] = WEISS_REVISION;  // of the source, as git describes it
#else
inline constexpr char kRevision[] = "";
#endif

}  // namespace cli
