; Inno Setup 6: installs for one user, without administrator's rights. Not run yet (packaging/README.md).
; usage: iscc /DVersion=0.1.0 packaging\windows\credcheck.iss       after packaging/frozen/build.sh
#define Name "CredCheck"

[Setup]
AppId={{6B0C3B52-6C0B-4B57-9C0F-7E1B6F4F6C55}
AppName={#Name}
AppVersion={#Version}
AppPublisher=The CredCheck authors
DefaultDirName={localappdata}\Programs\{#Name}
DefaultGroupName={#Name}
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
LicenseFile=..\..\LICENSE
SetupIconFile=..\..\build\icons\credcheck.ico
UninstallDisplayIcon={app}\credcheck-gui.exe
OutputDir=..\..\build\out
OutputBaseFilename=CredCheck-{#Version}-setup
Compression=lzma2/max
SolidCompression=yes
WizardStyle=modern

[Files]
Source: "..\..\build\dist\credcheck\*"; DestDir: "{app}"; Flags: recursesubdirs ignoreversion

[Icons]
Name: "{group}\{#Name}"; Filename: "{app}\credcheck-gui.exe"; AppUserModelID: "org.credcheck.CredCheck"
Name: "{group}\Practice with invented people"; Filename: "{app}\credcheck-gui.exe"; Parameters: "--practice"

[Run]
Filename: "{app}\credcheck-gui.exe"; Description: "Open {#Name}"; Flags: postinstall nowait skipifsilent unchecked
