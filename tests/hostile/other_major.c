/* A plugin of another major version of the interface: the entry has another name. */
__attribute__((visibility("default"))) const void* weiss_plugin_entry_v1(const void* host);
const void* weiss_plugin_entry_v1(const void* host) { return host; }
