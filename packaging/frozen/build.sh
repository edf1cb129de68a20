#!/bin/sh
# Builds the one-folder program into build/dist/credcheck, with its parts list (SBOM) and licences beside it.
# usage: packaging/frozen/build.sh        PYTHON=python3.11 chooses the interpreter that is shipped
set -eu
cd "$(dirname "$0")/../.."
ENV=build/shipped TOOLS=build/tools LOCKS=packaging/locks
BIN=$ENV/bin TOOL=$TOOLS/bin
case "$(uname -s)" in MINGW*|MSYS*) BIN=$ENV/Scripts TOOL=$TOOLS/Scripts ;; esac
pip() { "$1/python" -m pip --disable-pip-version-check "$2" --quiet --require-hashes -r "$3"; }

# An environment of exactly what is shipped; the tools that look at it have their own.
if ! cmp -s $LOCKS/tools.lock $TOOLS/.made; then
  "${PYTHON:-python3}" -m venv --clear $TOOLS
  pip $TOOL install $LOCKS/tools.lock
  cp $LOCKS/tools.lock $TOOLS/.made
fi
if ! cat $LOCKS/runtime.lock $LOCKS/freeze.lock | cmp -s - $ENV/.made; then
  "${PYTHON:-python3}" -m venv --clear $ENV
  pip $BIN install $LOCKS/runtime.lock
  # The lists are made now: what freezes the program is not part of it.
  "$BIN/python" -m pip uninstall --quiet --yes setuptools
  mkdir -p build/parts
  $TOOL/cyclonedx-py environment --pyproject pyproject.toml --mc-type application --output-reproducible -o build/parts/sbom.json $BIN/python
  $TOOL/pip-licenses --python=$BIN/python --ignore-packages pip --from=mixed --with-urls --with-license-file --no-license-path \
    --format=plain-vertical --output-file=build/parts/LICENSES.txt >/dev/null
  $TOOL/pip-licenses --python=$BIN/python --ignore-packages pip --from=mixed --with-urls --format=markdown \
    --output-file=build/parts/licences.md >/dev/null
  pip $BIN install $LOCKS/freeze.lock
  if [ "$(uname -s)" = Linux ]; then
    # Nothing here calls BLAS; numpy's own fall-back is 27 MB smaller than OpenBLAS.
    sed -n '/^numpy==.*< .3.12/,/^[a-z]/p' $LOCKS/runtime.lock | sed '$d' >build/numpy.lock
    PATH="$PWD/$BIN:$PATH" "$BIN/python" -m pip wheel --quiet --no-deps --no-build-isolation --no-binary numpy --require-hashes -r build/numpy.lock \
      -Csetup-args=-Dallow-noblas=true -Csetup-args=-Dblas=none -Csetup-args=-Dlapack=none -Csetup-args=-Dcpu-dispatch=X86_V3 \
      -Ccompile-args=-j2 -w build/wheels
    "$BIN/python" -m pip install --quiet --no-deps --no-index --force-reinstall build/wheels/numpy-*.whl
  fi
  cat $LOCKS/runtime.lock $LOCKS/freeze.lock >$ENV/.made
fi

test -x .venv/bin/python && .venv/bin/python hatch_build.py || echo "no catalogues compiled: run make setup first" >&2
$BIN/python -m PyInstaller --noconfirm --log-level ERROR --distpath build/dist --workpath build/work packaging/frozen/credcheck.spec
if [ "$(uname -s)" = Linux ]; then PATH="$PWD/$BIN:$PATH" python3 packaging/frozen/slim.py build/dist/credcheck; fi
python3 packaging/frozen/parts.py build/parts build/dist/credcheck
# What the licences ask for goes where the program goes.
mkdir -p build/dist/credcheck/licences
cp build/parts/LICENSES.txt build/parts/sbom.json packaging/licences/*.txt LICENSE build/dist/credcheck/licences/
# The pages that reports name.
mkdir -p build/dist/credcheck/docs/images
cp docs/accounts.md docs/accuracy.md docs/faq.md build/dist/credcheck/docs/
cp docs/images/reliability.svg build/dist/credcheck/docs/images/
