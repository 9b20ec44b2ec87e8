; Installs a stand-in of the app under Wine, to try what electron-builder's installer gets from us:
; build/pack/windows/installer.nsh. The released installer is electron-builder's, because that one is signed together with
; its uninstaller and writes the app's id into the shortcut, without which Windows shows no notices. But it is built with
; plugins that are downloaded, so it cannot be made here. This one does the same steps in the same order.
Target amd64-unicode ; Debian's Wine runs 64-bit programs alone
Unicode true
RequestExecutionLevel user
SetCompress off
!define APP_EXECUTABLE_FILENAME "QwenGauge.exe"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\app.qwengauge.QwenGauge"
!include "LogicLib.nsh"
!include "${MACROS}"
Name "Qwen Gauge"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\qwen-gauge"

Section
  !insertmacro customCheckAppRunning
  RMDir /r "$INSTDIR"
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Qwen Gauge.lnk" "$INSTDIR\${APP_EXECUTABLE_FILENAME}"
  WriteRegStr HKCU "${KEY}" "DisplayName" "Qwen Gauge"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  !insertmacro customInstall
SectionEnd

Function un.onInit
  !insertmacro customCheckAppRunning
FunctionEnd

Section "Uninstall"
  Delete "$SMPROGRAMS\Qwen Gauge.lnk"
  !insertmacro customUnInstall
  RMDir /r "$INSTDIR"
  DeleteRegKey HKCU "${KEY}"
SectionEnd
