# `make install` and `make deb`: what goes where. Two components: overwatch (the default, all of the package) and gpu (the optional
# providers of ONNX Runtime, 350 MB, which only `make install` lays down where `make gpu` has fetched them).
include(GNUInstallDirs)
set(OW_LIBRARY_FOLDER lib/overwatch)
set(OW_MODEL "${PROJECT_SOURCE_DIR}/.overwatch/models/centernet-mb3.onnx" CACHE FILEPATH "The default model, made by `make model`")
set(OW_CLIP "${PROJECT_SOURCE_DIR}/.overwatch/media/vtest.avi" CACHE FILEPATH "The sample clip")
set(OW_SYSCONFDIR /etc CACHE PATH "Where the configuration of the machine is looked for; the program knows /etc only")

# Whoever builds the package, as Debian's tools ask for it; else whoever made the last commit.
set(maintainer "$ENV{DEBFULLNAME} <$ENV{DEBEMAIL}>")
if("$ENV{DEBFULLNAME}" STREQUAL "" OR "$ENV{DEBEMAIL}" STREQUAL "")
  execute_process(COMMAND git -C ${PROJECT_SOURCE_DIR} log -1 "--format=%an <%ae>" OUTPUT_VARIABLE maintainer
    OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
endif()
if(NOT maintainer MATCHES "^[^<>]+ <[^<>@ ]+@[^<>@ ]+>$")
  set(maintainer "Overwatch maintainers <maintainers@overwatch.invalid>")
endif()
set(OW_MAINTAINER "${maintainer}" CACHE STRING "Name and address in the package")

set_target_properties(overwatch PROPERTIES INSTALL_RPATH "$ORIGIN/../${OW_LIBRARY_FOLDER}")

# Man pages, completions and the example configuration come from the program itself, so that they cannot drift.
set(generated ${CMAKE_BINARY_DIR}/generated)
set(packaging ${PROJECT_SOURCE_DIR}/packaging)
configure_file(${packaging}/overwatch.service ${generated}/overwatch.service.in COPYONLY)
add_custom_command(OUTPUT ${generated}/stamp
  COMMAND sh ${packaging}/generate.sh $<TARGET_FILE:overwatch> ${generated} ${PROJECT_SOURCE_DIR} ${OW_DEPS_DIR}
    ${OW_MAINTAINER}
  DEPENDS overwatch ${packaging}/changelog.sh ${packaging}/generate.sh ${packaging}/notices.sh
    ${PROJECT_SOURCE_DIR}/CHANGELOG.md ${PROJECT_SOURCE_DIR}/web/package-lock.json
  COMMENT "Man pages, completions, notices" VERBATIM)
add_custom_target(ow_package_files DEPENDS ${generated}/stamp)

set(CMAKE_INSTALL_DEFAULT_COMPONENT_NAME overwatch)
install(TARGETS overwatch RUNTIME DESTINATION bin)

# ONNX Runtime: its file under the name that the program asks for, with the providers beside it, where it looks for them.
file(REAL_PATH ${ONNXRUNTIME_LIBRARY} runtime_file)
get_filename_component(runtime_folder ${ONNXRUNTIME_LIBRARY} DIRECTORY)
if(APPLE)
  set(runtime_name libonnxruntime.1.dylib)
else()
  set(runtime_name libonnxruntime.so.1)
endif()
install(FILES ${runtime_file} DESTINATION ${OW_LIBRARY_FOLDER} RENAME ${runtime_name})
if(EXISTS ${runtime_folder}/libonnxruntime_providers_shared.so)
  install(FILES ${runtime_folder}/libonnxruntime_providers_shared.so DESTINATION ${OW_LIBRARY_FOLDER})
endif()
install(FILES ${runtime_folder}/libonnxruntime_providers_cuda.so ${runtime_folder}/libonnxruntime_providers_tensorrt.so
  DESTINATION ${OW_LIBRARY_FOLDER} COMPONENT gpu OPTIONAL)

# The files themselves, where the checkout has links to them. Found at the installation: `make model` comes after configuring.
foreach(pair "${OW_MODEL}>models" "${OW_CLIP}>media")
  string(REGEX MATCH "(.*)>(.*)" pair "${pair}")
  install(CODE "
    file(REAL_PATH \"${CMAKE_MATCH_1}\" file)
    file(INSTALL \"\${file}\" DESTINATION \"\${CMAKE_INSTALL_PREFIX}/share/overwatch/${CMAKE_MATCH_2}\")" COMPONENT overwatch)
endforeach()

install(FILES ${generated}/overwatch.1.gz DESTINATION share/man/man1)
install(FILES ${generated}/overwatch.yaml.5.gz DESTINATION share/man/man5)
install(FILES ${generated}/overwatch.bash DESTINATION share/bash-completion/completions RENAME overwatch)
# zsh looks in vendor-completions for packages and in site-functions for what an administrator installs.
install(CODE "
  set(functions site-functions)
  if(CMAKE_INSTALL_PREFIX STREQUAL /usr)
    set(functions vendor-completions)
  endif()
  file(INSTALL \"${generated}/_overwatch\" DESTINATION \"\${CMAKE_INSTALL_PREFIX}/share/zsh/\${functions}\")" COMPONENT overwatch)
install(FILES ${generated}/overwatch.fish DESTINATION share/fish/vendor_completions.d)
install(FILES ${generated}/overwatch.schema.json DESTINATION share/overwatch)

set(doc share/doc/overwatch)
install(FILES README.md SECURITY.md DESTINATION ${doc})
install(DIRECTORY docs DESTINATION ${doc})
install(FILES ${generated}/changelog.gz ${generated}/third-party-notices.gz DESTINATION ${doc})
install(FILES ${packaging}/debian/copyright DESTINATION ${doc})

# The unit names the program by its final place, which --prefix may change at install time.
install(CODE "
  set(bin \"\${CMAKE_INSTALL_PREFIX}/bin\")
  file(READ \"${generated}/overwatch.service.in\" unit)
  string(REPLACE \"{bin}\" \"\${bin}\" unit \"\${unit}\")
  file(WRITE \"${generated}/overwatch.service\" \"\${unit}\")" COMPONENT overwatch)
install(FILES ${generated}/overwatch.service DESTINATION lib/systemd/system)
# An administrator's own configuration stays as it is. (file(INSTALL) heeds DESTDIR by itself, EXISTS does not.)
install(CODE "
  if(NOT EXISTS \"\$ENV{DESTDIR}${OW_SYSCONFDIR}/overwatch/overwatch.yaml\")
    file(INSTALL \"${generated}/overwatch.yaml\" DESTINATION \"${OW_SYSCONFDIR}/overwatch\")
  endif()" COMPONENT overwatch)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME overwatch)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL overwatch)
set(CPACK_COMPONENTS_GROUPING ALL_COMPONENTS_IN_ONE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_MAINTAINER "${OW_MAINTAINER}")
set(CPACK_DEBIAN_PACKAGE_SECTION video)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_DESCRIPTION "real-time video AI with the cost of every millisecond on the screen
Overwatch runs vision models on video in real time and shows, live in the
browser, what the model sees and what every millisecond is spent on. Video
input, model and view are wired into a workflow. The package brings a system
service with a demo, a small model for 80 kinds of objects, and the command
line.")
set(CPACK_DEBIAN_PACKAGE_DEPENDS "adduser, fonts-dejavu-core")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "systemd, ca-certificates")
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS ${runtime_folder})
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_EXTRA ${packaging}/debian/postinst ${packaging}/debian/prerm ${packaging}/debian/postrm
  ${packaging}/debian/conffiles)
include(CPack)
