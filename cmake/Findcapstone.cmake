# The disassembler capstone, as the target capstone::capstone. Debian's package has no CMake configuration.
find_path(CAPSTONE_INCLUDE_DIR capstone/capstone.h)
find_library(CAPSTONE_LIBRARY capstone)
mark_as_advanced(CAPSTONE_INCLUDE_DIR CAPSTONE_LIBRARY)

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(capstone REQUIRED_VARS CAPSTONE_LIBRARY CAPSTONE_INCLUDE_DIR)

if(capstone_FOUND AND NOT TARGET capstone::capstone)
  add_library(capstone::capstone UNKNOWN IMPORTED)
  set_target_properties(capstone::capstone PROPERTIES
    IMPORTED_LOCATION ${CAPSTONE_LIBRARY}
    INTERFACE_INCLUDE_DIRECTORIES ${CAPSTONE_INCLUDE_DIR})
endif()
