; The installer for Windows, for one user, without asking for an administrator. build/windows/installer.mjs calls makensis:
;   makensis -DVERSION=1.2.3 -DSOURCE=FOLDER -DOUT=FILE.exe -DICON=FILE.ico -DLICENSE=FILE installer.nsi
; It is released in place of electron-builder's own, for two reasons. That one needs plugins which are downloaded while it
; is built, so that it can neither be built nor tried without a network. And this one is the file that `npm run test:windows`
; installs, starts twice and removes under Wine.
Target amd64-unicode
Unicode true
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma
!define NAME "QwenGauge"
!define SHOWN "Qwen Gauge"
!define ID "app.qwengauge.QwenGauge"
!define SCHEME "qwen-gauge"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\${ID}"
!include "MUI2.nsh"
!include "FileFunc.nsh"
!include "LogicLib.nsh"
Name "${SHOWN}"
OutFile "${OUT}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${SHOWN}"
VIAddVersionKey "CompanyName" "${SHOWN} developers"
VIAddVersionKey "FileDescription" "${SHOWN} setup"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "Copyright © The ${SHOWN} developers"
!ifdef SIGN ; a command that signs the file whose name is appended
  !finalize '${SIGN} "%1"' = 0
  !uninstfinalize '${SIGN} "%1"' = 0
!endif
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!insertmacro MUI_PAGE_LICENSE "${LICENSE}"
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\${NAME}.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"
LangString RUNNING ${LANG_ENGLISH} "${SHOWN} is running. Quit it from its tray icon, then try again. Nothing was changed."
LangString RUNNING ${LANG_SIMPCHINESE} "${SHOWN} 正在运行。请从托盘图标退出后重试。未做任何更改。"

; The folder is fixed, and never the one that holds the uninstaller: what is removed at the end is only what we made.
!macro Prepare
  StrCpy $INSTDIR "$LOCALAPPDATA\Programs\${NAME}"
!macroend

; A running program can be renamed but not removed. Removing it is the first change, so a refusal leaves all as it was.
!macro RefuseWhileRunning
  ${If} ${FileExists} "$INSTDIR\${NAME}.exe"
    ClearErrors
    Delete "$INSTDIR\${NAME}.exe"
    ${If} ${Errors}
      MessageBox MB_OK|MB_ICONEXCLAMATION "$(RUNNING)" /SD IDOK
      SetErrorLevel 2
      Abort "$(RUNNING)"
    ${EndIf}
  ${EndIf}
!macroend

Function .onInit
  !insertmacro Prepare
FunctionEnd

Function un.onInit
  !insertmacro Prepare
FunctionEnd

Section
  !insertmacro RefuseWhileRunning
  ; What an older version had and this one has not goes away; the user's own files lie elsewhere.
  RMDir /r "$INSTDIR"
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}/*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\${SHOWN}.lnk" "$INSTDIR\${NAME}.exe"
  ; Name and icon of the notices: Windows drops the notices of an id that it does not know.
  WriteRegStr HKCU "Software\Classes\AppUserModelId\${ID}" "DisplayName" "${SHOWN}"
  WriteRegStr HKCU "Software\Classes\AppUserModelId\${ID}" "IconUri" "$INSTDIR\${NAME}.exe"
  WriteRegStr HKCU "Software\Classes\${SCHEME}" "" "URL:${SHOWN}"
  WriteRegStr HKCU "Software\Classes\${SCHEME}" "URL Protocol" ""
  WriteRegStr HKCU "Software\Classes\${SCHEME}\DefaultIcon" "" "$INSTDIR\${NAME}.exe,0"
  WriteRegStr HKCU "Software\Classes\${SCHEME}\shell\open\command" "" '"$INSTDIR\${NAME}.exe" "%1"'
  WriteRegStr HKCU "${KEY}" "DisplayName" "${SHOWN}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "Publisher" "${SHOWN} developers"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\${NAME}.exe"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" $0
SectionEnd

; Settings, backups and readings stay: they lie in the user's own folders.
Section "Uninstall"
  !insertmacro RefuseWhileRunning
  Delete "$SMPROGRAMS\${SHOWN}.lnk"
  DeleteRegKey HKCU "${KEY}"
  DeleteRegKey HKCU "Software\Classes\${SCHEME}"
  DeleteRegKey HKCU "Software\Classes\AppUserModelId\${ID}"
  DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${ID}"
  RMDir /r "$INSTDIR"
SectionEnd
