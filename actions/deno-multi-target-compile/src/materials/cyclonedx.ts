import { createHash } from 'node:crypto'
import { ComponentType, HashAlgorithm } from '@cyclonedx/cyclonedx-library/Enums'
import {
  Bom,
  Component,
  HashDictionary,
  Metadata,
  Property,
  PropertyRepository,
} from '@cyclonedx/cyclonedx-library/Models'
import { JSON as Json, JsonSerializer } from '@cyclonedx/cyclonedx-library/Serialize'
import { Spec1dot6 } from '@cyclonedx/cyclonedx-library/Spec'
import { PackageURL } from 'packageurl-js'
import type { Material, PurlParts } from './material.ts'

/** The program that a bill is of. */
export interface Program {
  readonly name: string
  readonly version: string
  readonly commit: string
  /** The time of the commit: the bill is the same whenever the commit is built. */
  readonly time: Date
  /** The refs of what it uses directly. */
  readonly uses: readonly string[]
}

const types = { library: ComponentType.Library, file: ComponentType.File, platform: ComponentType.Platform }
const algorithms = {
  'SHA-1': HashAlgorithm['SHA-1'],
  'SHA-256': HashAlgorithm['SHA-256'],
  'SHA-384': HashAlgorithm['SHA-384'],
  'SHA-512': HashAlgorithm['SHA-512'],
}

/** Returns the text of a bill of materials: CycloneDX 1.6 as JSON, the same for the same materials in any order. */
export function writeCycloneDx(program: Program, materials: readonly Material[]): string {
  const sorted = [...materials].sort((a, b) => (a.ref < b.ref ? -1 : Number(a.ref > b.ref)))
  const components = new Map(sorted.map((material) => [material.ref, toComponent(material)]))
  const root = new Component(ComponentType.Application, program.name, {
    bomRef: `${program.name}@${program.version}`,
    version: program.version,
    properties: new PropertyRepository([new Property('git:commit', program.commit)]),
  })
  const link = (from: Component, to: readonly string[]) => {
    for (const ref of [...new Set(to)].sort()) {
      const target = components.get(ref)
      if (target) from.dependencies.add(target.bomRef)
    }
  }
  link(root, program.uses)
  for (const { ref, uses } of sorted) {
    const from = components.get(ref)
    if (from) link(from, uses)
  }
  const bom = new Bom({ metadata: new Metadata({ timestamp: program.time, component: root }) })
  for (const component of components.values()) bom.components.add(component)
  const serializer = new JsonSerializer(new Json.Normalize.Factory(Spec1dot6))
  const write = () => `${serializer.serialize(bom, { space: 2 })}\n`
  bom.serialNumber = `urn:uuid:${uuidOf(write())}`
  return write()
}

function toComponent({ ref, type, name, group, version, purl, hash, hashNote }: Material): Component {
  const properties = hashNote === undefined ? [] : [new Property(hash ? 'hash:of' : 'hash:none', hashNote)]
  return new Component(types[type], name, {
    bomRef: ref,
    group,
    version,
    purl: purl && toPurl(purl),
    hashes: new HashDictionary(hash ? [[algorithms[hash.algorithm], hash.content]] : []),
    properties: new PropertyRepository(properties),
  })
}

function toPurl({ type, namespace, name, version, qualifiers }: PurlParts): string {
  return new PackageURL(type, namespace, name, version, qualifiers, undefined).toString()
}

/** A UUID of version 8 (RFC 9562), made from a text alone. */
function uuidOf(text: string): string {
  const bytes = createHash('sha256').update(text).digest().subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
