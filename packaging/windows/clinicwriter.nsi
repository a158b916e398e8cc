; The installer for Windows: for one person, without an administrator, over an older version, and away again.
; Compiled by `dev.py windows`, which says VERSION, NUMBERS (four of them), PAYLOAD (the packed program), ICON and TARGET.

Unicode true
ManifestDPIAware true
RequestExecutionLevel user
SetCompressor /SOLID lzma

!include "MUI2.nsh"
!include "FileFunc.nsh"

!define NAME "Clinic Writer"
!define PROGRAM "Clinic Writer.exe"
!define COMPANY "Clinic Writer"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\ClinicWriter"
!define CLASSES "Software\Classes"
!define ARTICLE "ClinicWriter.Article"

Name "${NAME}"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\Clinic Writer"
InstallDirRegKey HKCU "Software\ClinicWriter" "Folder"
BrandingText "${NAME} ${VERSION}"

VIProductVersion "${NUMBERS}"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Installs ${NAME}"
VIAddVersionKey "CompanyName" "${COMPANY}"
VIAddVersionKey "LegalCopyright" "MIT licence"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define MUI_WELCOMEPAGE_TEXT "This puts ${NAME} ${VERSION} on this computer, for you alone. No administrator is needed.$\r$\n$\r$\nWhat you wrote with an older version stays where it is."
!define MUI_FINISHPAGE_RUN "$INSTDIR\${PROGRAM}"
!define MUI_FINISHPAGE_RUN_TEXT "Start ${NAME}"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"

; An open window holds its files: nothing may be half replaced.
!macro RefuseWhileOpen UN
Function ${UN}RefuseWhileOpen
  IfFileExists "$INSTDIR\${PROGRAM}" 0 free
  again:
  ClearErrors
  FileOpen $0 "$INSTDIR\${PROGRAM}" a
  IfErrors 0 closed
  MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${NAME} is open. Close its window, then choose Retry.$\r$\nNothing has been changed yet." /SD IDCANCEL IDRETRY again
  SetErrorLevel 2
  Quit
  closed:
  FileClose $0
  free:
FunctionEnd
!macroend
!insertmacro RefuseWhileOpen ""
!insertmacro RefuseWhileOpen "un."

Section "Program"
  Call RefuseWhileOpen
  ; Of an older version nothing stays: a leftover module could be loaded by the new one.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${PAYLOAD}\*"
  File "/oname=clinicwriter.ico" "${ICON}"
  WriteUninstaller "$INSTDIR\Uninstall.exe"
  WriteRegStr HKCU "Software\ClinicWriter" "Folder" "$INSTDIR"

  CreateShortcut "$SMPROGRAMS\${NAME}.lnk" "$INSTDIR\${PROGRAM}" "" "$INSTDIR\clinicwriter.ico"

  ; Offered for articles, not put in front of what people use for them now.
  WriteRegStr HKCU "${CLASSES}\${ARTICLE}" "" "Article"
  WriteRegStr HKCU "${CLASSES}\${ARTICLE}\DefaultIcon" "" "$INSTDIR\clinicwriter.ico"
  WriteRegStr HKCU "${CLASSES}\${ARTICLE}\shell\open\command" "" '"$INSTDIR\${PROGRAM}" "%1"'
  WriteRegStr HKCU "${CLASSES}\.md\OpenWithProgids" "${ARTICLE}" ""
  WriteRegStr HKCU "${CLASSES}\.markdown\OpenWithProgids" "${ARTICLE}" ""
  WriteRegStr HKCU "${CLASSES}\Directory\shell\ClinicWriter" "" "Open in ${NAME}"
  WriteRegStr HKCU "${CLASSES}\Directory\shell\ClinicWriter" "Icon" "$INSTDIR\clinicwriter.ico"
  WriteRegStr HKCU "${CLASSES}\Directory\shell\ClinicWriter\command" "" '"$INSTDIR\${PROGRAM}" "%1"'

  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "Publisher" "${COMPANY}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\clinicwriter.ico"
  WriteRegStr HKCU "${UNINSTALL}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\Uninstall.exe"'
  WriteRegStr HKCU "${UNINSTALL}" "QuietUninstallString" '"$INSTDIR\Uninstall.exe" /S'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  IntFmt $0 "0x%08X" $0
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" "$0"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

Section "Uninstall"
  Call un.RefuseWhileOpen
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\${PROGRAM}"
  Delete "$INSTDIR\clinicwriter.exe"
  Delete "$INSTDIR\clinicwriter.ico"
  Delete "$INSTDIR\LICENCES.txt"
  Delete "$INSTDIR\Uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\${NAME}.lnk"
  DeleteRegKey HKCU "${CLASSES}\${ARTICLE}"
  DeleteRegValue HKCU "${CLASSES}\.md\OpenWithProgids" "${ARTICLE}"
  DeleteRegValue HKCU "${CLASSES}\.markdown\OpenWithProgids" "${ARTICLE}"
  DeleteRegKey HKCU "${CLASSES}\Directory\shell\ClinicWriter"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\ClinicWriter"
  ; What people wrote lies in %LOCALAPPDATA%\ClinicWriter and in their documents, and stays.
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
