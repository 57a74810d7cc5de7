import { permissionNames, type ReleaseManifest } from './manifest.ts'

/**
 * Returns the text of a manifest: the members in one order, two blanks, and a line break at the end. Lists keep their
 * order. Equal manifests have equal text, whatever order their members were given in.
 */
export function writeManifest(manifest: ReleaseManifest): string {
  const { deno, permissions, assets, documents } = manifest
  const ordered: ReleaseManifest = {
    schema: manifest.schema,
    name: manifest.name,
    version: manifest.version,
    commit: manifest.commit,
    createdFor: manifest.createdFor,
    deno: {
      version: deno.version,
      bases: deno.bases.map(({ target, archiveSha256, checkedAgainst }) => ({
        target,
        archiveSha256,
        checkedAgainst,
      })),
    },
    entrypoint: manifest.entrypoint,
    arguments: manifest.arguments,
    permissions: Object.fromEntries(
      permissionNames.map((name) => {
        const { allow, deny, ignore } = permissions[name]
        return [name, { allow, deny, ...(ignore === undefined ? {} : { ignore }) }]
      }),
    ) as unknown as ReleaseManifest['permissions'],
    assets: assets.map(({ name, target, size, built, published, glibc }) => ({
      name,
      target,
      size,
      built,
      published,
      ...(glibc === undefined ? {} : { glibc }),
    })),
    documents: documents.map(({ name, kind, size, sha256 }) => ({ name, kind, size, sha256 })),
    reproducible: manifest.reproducible,
  }
  return `${JSON.stringify(ordered, null, 2)}\n`
}
