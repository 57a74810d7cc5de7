#!/usr/bin/env bash
# Installs a Node project from its lockfile, checks its types, builds it, and runs the scripts that were asked for.
# Reads WORKING_DIRECTORY, PACKAGE_MANAGER and SCRIPTS, and the variables of the runner GITHUB_WORKSPACE and
# GITHUB_OUTPUT.
set -euo pipefail

ran=''

give() { printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"; }

# Encodes the characters that end the line of a command, so that the name of a folder cannot inject a command.
encode() { local text=${1//'%'/%25}; text=${text//$'\r'/%0D}; printf '%s' "${text//$'\n'/%0A}"; }

finish() { # verdict, reason
  give verdict "$1"
  give reason "$2"
  give ran "${ran#,}"
}

# The fix for each reason, with the text of the contract.
declare -A fix_of=(
  [project-missing]='Correct `working-directory`, or check out before this step.'
  [lockfile-missing]='Commit the lockfile of your package manager, and no other.'
  [manager-missing]='Write the name and the version into `package.json`, such as `"packageManager": "pnpm@10.0.0"`.'
  [nothing-to-run]='Add a script `typecheck` or `build`, or correct `working-directory`.'
  [script-missing]='Add the script to `package.json`, or correct `scripts`.'
  [input-invalid]='Correct the `with:` block as the message says.'
  [checks-failed]='Run the command that the message names on your machine, and correct what it reports.'
)

# Reports a reason to fail: what happened and where, then the fix on a second line. The log of Gitea shows a command
# as it was written, with %0A for a line end, so there both lines are printed on their own first.
fail() { # reason, message
  local what fix=${fix_of[$1]}
  what=$(encode "$2")
  finish fail "$1"
  if [ -n "${GITEA_ACTIONS:-}${FORGEJO_ACTIONS:-}" ]; then
    printf 'fail (%s): %s\n%s\n::error title=Node checks (%s)::%s %s\n' "$1" "$what" "$fix" "$1" "$what" "$fix"
  else
    printf '::error title=Node checks (%s)::%s%%0A%s\n' "$1" "$what" "$fix"
  fi
  exit 1
}

# Prints three lines: packageManager, the script for types, and whether there is a build.
describe() {
  node -e '
    const { packageManager = "", scripts = {} } = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"))
    const types = ["typecheck", "type-check"].find((name) => scripts[name]) ?? ""
    console.log([packageManager, types, scripts.build ? "build" : ""].join("\n"))
  ' "$1"
}

# Prints those of the given names that package.json gives no command, separated by commas.
find_missing() { # package.json, name…
  node -e '
    const { scripts } = JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"))
    const has = (name) => Object.hasOwn(scripts ?? {}, name) && String(scripts[name]).trim() !== ""
    console.log(process.argv.slice(2).filter((name) => !has(name)).join(", "))
  ' -- "$@"
}

# Prints the first folder, from the project upwards to the checkout, for which a test holds.
climb() { # test, name
  local folder=$PWD
  while true; do
    if test "$1" "$folder/$2"; then printf '%s' "$folder"; return; fi
    if [ "$folder" = "$top" ] || [ "$folder" = / ]; then return; fi
    folder=$(dirname "$folder")
  done
}

step() { # name, command…
  printf '::group::%s\n' "$(encode "$1")"
  local status=0
  "${@:2}" || status=$?
  printf '::endgroup::\n'
  [ "$status" = 0 ] || fail checks-failed "$1 failed in $WORKING_DIRECTORY: ${*:2}"
  ran="$ran,$1"
}

# The names in SCRIPTS: one per line or comma-separated, without the white space around them.
names=()
text=${SCRIPTS//$'\r'/}
while read -r name; do
  case $name in
    '') ;;
    -*) fail input-invalid "scripts has the item $name: no name of a script begins with a hyphen." ;;
    *) names+=("$name") ;;
  esac
done <<<"${text//,/$'\n'}"
[ -z "$SCRIPTS" ] || [ "${#names[@]}" != 0 ] || fail input-invalid 'scripts is a list without any item.'

top=$(cd "${GITHUB_WORKSPACE:-.}" && pwd -P)
cd "$top"
[ -f "$WORKING_DIRECTORY/package.json" ] || fail project-missing "$WORKING_DIRECTORY/package.json is not there."
cd -P "$WORKING_DIRECTORY"
described=$(describe package.json) || fail checks-failed "$WORKING_DIRECTORY/package.json is no JSON."
{ read -r pinned; read -r types; read -r build; } <<<"$described"$'\n' || true

# Finds the lockfile: the nearest one of the given manager, or else the nearest one of any.
declare -A manager_of=([package-lock.json]=npm [npm-shrinkwrap.json]=npm [pnpm-lock.yaml]=pnpm [yarn.lock]=yarn [bun.lock]=bun [bun.lockb]=bun)
manager=$PACKAGE_MANAGER
[ "$manager" != auto ] || manager=${pinned%%@*}
place=''
found=''
for lockfile in "${!manager_of[@]}"; do
  owner=${manager_of[$lockfile]}
  [ -z "$manager" ] || [ "$manager" = "$owner" ] || continue
  folder=$(climb -f "$lockfile")
  if [ -z "$folder" ] || [ "${#folder}" -lt "${#place}" ]; then continue; fi
  if [ "$folder" = "$place" ] && [ "$found" != "$owner" ]; then
    fail lockfile-missing "$folder has lockfiles of $found and of $owner: keep one, or name the manager."
  fi
  place=$folder
  found=$owner
done
[ -n "$found" ] || fail lockfile-missing "No lockfile${manager:+ of $manager} beside $WORKING_DIRECTORY or above: run an install, and commit it."
manager=$found
give package-manager "$manager"

# Fails before the install if a script that was asked for is missing, or if nothing would run after the install.
if [ "${#names[@]}" != 0 ]; then
  missing=$(find_missing package.json "${names[@]}")
  [ -z "$missing" ] || fail script-missing "$WORKING_DIRECTORY/package.json has no script $missing, which scripts names."
elif [ -z "$types$build" ] && [ ! -f tsconfig.json ]; then
  fail nothing-to-run "$WORKING_DIRECTORY has no script typecheck or build, and no tsconfig.json."
fi

if [ -z "$pinned" ] && [ -f "$place/package.json" ]; then { read -r pinned; } <<<"$(describe "$place/package.json")" || true; fi
version=${pinned#"$manager"@}
version=${version%%+*}
call=("$manager")
if [ "$manager" != npm ] && ! command -v "$manager" >/dev/null; then
  [[ "$version" =~ ^[0-9]+\.[0-9]+\.[0-9]+[0-9A-Za-z.-]*$ ]] ||
    fail manager-missing "$manager is not on the runner, and package.json names no version of it in packageManager."
  package=$manager
  # Yarn 2 and later have another package name.
  if [ "$manager" = yarn ] && [ "${version%%.*}" != 1 ]; then package=@yarnpkg/cli-dist; fi
  call=(npx --yes --package "$package@$version" -- "$manager")
fi
case $manager in
  npm) frozen=(ci) ;;
  yarn) if [ -f "$place/.yarnrc.yml" ]; then frozen=(install --immutable); else frozen=(install --frozen-lockfile); fi ;;
  *) frozen=(install --frozen-lockfile) ;;
esac
project=$PWD
cd "$place"
step install "${call[@]}" "${frozen[@]}"
cd "$project"

if [ -n "$types" ]; then
  step typecheck "${call[@]}" run "$types"
elif [ -f tsconfig.json ]; then
  folder=$(climb -x node_modules/.bin/tsc)
  [ -n "$folder" ] || fail checks-failed "$WORKING_DIRECTORY has a tsconfig.json but no TypeScript: add typescript to its dependencies."
  # A tsconfig.json with only references names no file, so tsc --noEmit would pass without checking any.
  files=$("$folder/node_modules/.bin/tsc" --noEmit --listFilesOnly 2>&1 | grep -v /node_modules/ || true)
  [ -n "$files" ] || fail nothing-to-run "$WORKING_DIRECTORY/tsconfig.json names no file: add a script typecheck, such as tsc -b."
  step typecheck "$folder/node_modules/.bin/tsc" --noEmit
else
  printf '::notice title=Node checks::%s has no types to check: no script typecheck, no tsconfig.json.\n' "$(encode "$WORKING_DIRECTORY")"
fi

if [ -n "$build" ]; then
  step build "${call[@]}" run build
else
  printf '::notice title=Node checks::%s has no script build: nothing was built.\n' "$(encode "$WORKING_DIRECTORY")"
fi

# The expansion with + keeps versions of bash before 4.4 from failing at an empty list.
for name in ${names[@]+"${names[@]}"}; do
  step "$name" "${call[@]}" run "$name"
done

finish pass checks-passed
printf 'Node checks: %s by %s in %s\n' "${ran#,}" "$manager" "$(encode "$WORKING_DIRECTORY")"
