; What the installer writes beside electron-builder's own: the address scheme of the app, for this user alone.
!macro customInstall
  WriteRegStr HKCU "Software\Classes\qwen-gauge" "" "URL:Qwen Gauge"
  WriteRegStr HKCU "Software\Classes\qwen-gauge" "URL Protocol" ""
  WriteRegStr HKCU "Software\Classes\qwen-gauge\DefaultIcon" "" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
  WriteRegStr HKCU "Software\Classes\qwen-gauge\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
!macroend

!macro customUnInstall
  DeleteRegKey HKCU "Software\Classes\qwen-gauge"
!macroend
