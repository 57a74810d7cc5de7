import * as z from 'zod/mini'

/** The template and the region of a pin. */
export interface PinAddress {
  readonly template: string
  readonly region: string
}

/** One row of the control plane. The digest is unchecked text: only that of the requested pin is checked. */
export interface Pin extends PinAddress {
  readonly digest: string
  /** A number that the control plane keeps for each image. A newer image has a higher one. */
  readonly order?: number | undefined
  /** The commit that the image was built from, if the control plane keeps it. */
  readonly revision?: string | undefined
}

const entryFields = {
  image_digest: z.string(),
  order: z.nullish(z.number().check(z.nonnegative(), z.multipleOf(1), z.maximum(Number.MAX_SAFE_INTEGER))),
  source_revision: z.nullish(z.string()),
}
const row = z.object({ template_name: z.string(), region: z.string(), ...entryFields })
const entry = z.object({
  template_name: z.optional(z.string()),
  region: z.optional(z.string()),
  ...entryFields,
})

/** A fault of a collection. The problem completes "the answer …". */
interface Misfit {
  readonly problem: string
}

/**
 * Reads a collection of pins, strictly: `{"runtime_image_pins": …}` with rows or with a map by template and region,
 * or a bare array of rows. Unknown keys are ignored.
 */
export function readCollection(json: unknown): readonly Pin[] | Misfit {
  if (Array.isArray(json)) return readRows(json)
  if (!isRecord(json)) return { problem: `is ${describeKind(json)} where pins were expected` }
  if (!Object.hasOwn(json, 'runtime_image_pins'))
    return { problem: `is an object without runtime_image_pins, with ${describeNames(json)}` }
  const held = json.runtime_image_pins
  if (Array.isArray(held)) return readRows(held)
  if (isRecord(held)) return readMap(held)
  return { problem: `holds ${describeKind(held)} as runtime_image_pins, neither rows nor a map` }
}

/** Returns whether a collection could not be read. */
export function isMisfit(read: readonly Pin[] | Misfit): read is Misfit {
  return 'problem' in read
}

function readRows(rows: readonly unknown[]): readonly Pin[] | Misfit {
  const pins: Pin[] = []
  for (const [index, each] of rows.entries()) {
    const parsed = row.safeParse(each)
    if (!parsed.success) return { problem: `has a row ${index + 1} ${describeIssue(each, parsed.error)}` }
    const { template_name: template, region } = parsed.data
    pins.push(toPin({ template, region }, parsed.data))
  }
  return pins
}

function readMap(map: Readonly<Record<string, unknown>>): readonly Pin[] | Misfit {
  const pins: Pin[] = []
  for (const [index, [template, regions]] of Object.entries(map).entries()) {
    if (!isRecord(regions))
      return {
        problem: `holds ${describeKind(regions)} under template ${index + 1}, where regions were expected`,
      }
    for (const [region, each] of Object.entries(regions)) {
      const where = `has under template ${index + 1} a pin`
      const parsed = entry.safeParse(each)
      if (!parsed.success) return { problem: `${where} ${describeIssue(each, parsed.error)}` }
      const { template_name: named = template, region: placed = region } = parsed.data
      if (named !== template || placed !== region)
        return { problem: `${where} that names another template or region than its keys do` }
      pins.push(toPin({ template, region }, parsed.data))
    }
  }
  return pins
}

function toPin(address: PinAddress, data: z.infer<typeof entry>): Pin {
  return {
    ...address,
    digest: data.image_digest,
    order: data.order ?? undefined,
    revision: data.source_revision ?? undefined,
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Returns the kind of a value, never its content. */
export function describeKind(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return `an array of ${value.length}`
  const kinds: Readonly<Record<string, string>> = {
    object: 'an object',
    string: 'a text',
    boolean: 'a boolean',
  }
  return kinds[typeof value] ?? `a ${typeof value}`
}

/** Returns the names of fields. Only names that are plain words are shown, because others may hold data. */
function describeNames(record: Readonly<Record<string, unknown>>): string {
  const names = Object.keys(record)
  const plain = names.filter((name) => /^[a-z][a-z_-]{0,29}$/i.test(name)).slice(0, 5)
  if (names.length === 0) return 'no field'
  const rest = names.length - plain.length
  if (plain.length === 0) return `${rest} fields`
  return `${plain.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

/** Returns the words for a row that does not have the shape. The names in an issue come from our schema. */
function describeIssue(value: unknown, { issues: [issue] }: z.core.$ZodError): string {
  const name = issue?.path.join('.') ?? ''
  if (!isRecord(value)) return `that is ${describeKind(value)}`
  const came = Object.hasOwn(value, name) ? `with ${describeKind(value[name])} as ${name}` : `without ${name}`
  return `${came}, where ${expected[name] ?? 'something else'} was expected`
}

const expected: Readonly<Record<string, string>> = {
  template_name: 'a text',
  region: 'a text',
  image_digest: 'a text',
  order: 'a whole number from 0',
  source_revision: 'a text',
}
