#!/bin/sh
# Signs the app bundle, packs it into a disk image, and has it notarised. Not run yet (packaging/README.md).
# usage: packaging/macos/build.sh VERSION      after packaging/frozen/build.sh; needs
#   SIGN_AS="Developer ID Application: …"      a certificate in the keychain
#   NOTARY_PROFILE=…                           made once by: xcrun notarytool store-credentials
set -eu
cd "$(dirname "$0")/../.."
version=$1 app=build/dist/CredCheck.app image=build/out/CredCheck-$1.dmg
mkdir -p build/out

# From the inside out: a signature covers what was signed before. --deep signs in the wrong order.
find "$app/Contents" -type f \( -name '*.so' -o -name '*.dylib' -o -perm -u+x \) ! -path "$app/Contents/MacOS/credcheck" -print0 |
  xargs -0 -n 1 codesign --force --timestamp --options runtime --sign "$SIGN_AS"
codesign --force --timestamp --options runtime --entitlements packaging/macos/entitlements.plist --sign "$SIGN_AS" "$app"
codesign --verify --strict --verbose=2 "$app"

hdiutil create -volname "CredCheck $version" -srcfolder "$app" -ov -format UDZO "$image"
codesign --force --timestamp --sign "$SIGN_AS" "$image"
xcrun notarytool submit "$image" --keychain-profile "$NOTARY_PROFILE" --wait
xcrun stapler staple "$image"
spctl --assess --type open --context context:primary-signature --verbose "$image"
