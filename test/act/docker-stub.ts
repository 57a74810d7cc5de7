import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The password that `docker login` accepts, for any user. */
export const password = 'registry-password'

/** How the builder fails. */
export type BuilderFault = 'fails' | 'names no digest'

/**
 * Writes a `docker` that supports the commands of the templates. It builds nothing, but it does push an image, and it
 * asks the registry for the digest of a tag.
 * @returns the folder of the program
 */
export async function writeDockerStub(folder: string, fault?: BuilderFault): Promise<string> {
  const programs = join(folder, fault === undefined ? 'docker' : `docker-${fault.replaceAll(' ', '-')}`)
  await mkdir(programs, { recursive: true })
  const push = `'${process.execPath}' --conditions=suite-source --disable-warning=ExperimentalWarning '${join(import.meta.dirname, 'push-image.ts')}'`
  const digest =
    fault === 'names no digest'
      ? '{}'
      : '{"containerimage.digest":"%s","containerimage.config.digest":"sha256:no"}'
  const script = `#!/usr/bin/env bash
set -euo pipefail
case "$1 \${2-} \${3-}" in
  login*) [[ $(cat) == '${password}' ]] ;;
  'buildx create'*) echo stub-builder ;;
  'buildx rm'*) ;;
  'buildx imagetools inspect')
    image=\${@: -1}; name=\${image%:*}
    curl --silent --fail --head --header 'accept: application/vnd.oci.image.index.v1+json' \\
      "http://\${name%%/*}/v2/\${name#*/}/manifests/\${image##*:}" | tr -d '\\r' | sed -n 's/^docker-content-digest: //p' ;;
  'buildx build'*)
    ${fault === 'fails' ? 'exit 1' : ''}
    while [[ $# -gt 0 ]]; do
      case $1 in
        --platform) platforms=$2 ;;
        --tag) tag=$2 ;;
        --label) revision=\${2#*=} ;;
        --metadata-file) metadata=$2 ;;
      esac
      shift
    done
    digest=$(${push} "\${tag%:*}" "$revision" "$platforms")
    printf '${digest}' "$digest" > "$metadata" ;;
  *) echo "the stub does not know: docker $*" >&2; exit 1 ;;
esac
`
  const path = join(programs, 'docker')
  await writeFile(path, script)
  await chmod(path, 0o755)
  return programs
}
