; What the installer of electron-builder gets from us. `npm run test:windows` tries it under Wine, in
; build/windows/trial-installer.nsi.

; Ends setup or removal with 2 while the app runs. electron-builder would end the app, perhaps in the middle of a switch.
; Windows lets nobody write to a program that runs; opening it changes nothing.
!macro customCheckAppRunning
  ${If} ${FileExists} "$INSTDIR\${APP_EXECUTABLE_FILENAME}"
    ClearErrors
    FileOpen $R9 "$INSTDIR\${APP_EXECUTABLE_FILENAME}" a
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONEXCLAMATION "Qwen Gauge is running. Quit it from its tray icon, then try again. Nothing was changed.$\r$\n$\r$\nQwen Gauge 正在运行。请从托盘图标退出，然后重试。未做任何更改。" /SD IDOK
      SetErrorLevel 2
      Quit
    ${EndIf}
    FileClose $R9
  ${EndIf}
!macroend

; The links of the app, for this user alone.
!macro customInstall
  WriteRegStr HKCU "Software\Classes\qwen-gauge" "" "URL:Qwen Gauge"
  WriteRegStr HKCU "Software\Classes\qwen-gauge" "URL Protocol" ""
  WriteRegStr HKCU "Software\Classes\qwen-gauge\DefaultIcon" "" "$INSTDIR\${APP_EXECUTABLE_FILENAME},0"
  WriteRegStr HKCU "Software\Classes\qwen-gauge\shell\open\command" "" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" "%1"'
!macroend

!macro customUnInstall
  DeleteRegKey HKCU "Software\Classes\qwen-gauge"
  DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "app.qwengauge.QwenGauge"
!macroend
