# Runs an example: cmake -DPROGRAM=words -DARGUMENTS=words -DEXPECTED=file -P check_output.cmake
# It must end with exit code 0 and, if the file is there, print what it has, byte for byte.
execute_process(COMMAND ${PROGRAM} ${ARGUMENTS} RESULT_VARIABLE status OUTPUT_VARIABLE printed)
message("${printed}")
if(NOT status EQUAL 0)
  message(FATAL_ERROR "it ended with ${status}")
endif()
if(EXISTS ${EXPECTED})
  file(READ ${EXPECTED} expected)
  if(NOT printed STREQUAL expected)
    message(FATAL_ERROR "it should have printed what ${EXPECTED} has:\n${expected}")
  endif()
endif()
