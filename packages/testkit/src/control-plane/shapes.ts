import type { PinRow, State } from './state.ts'

/** The forms in which a control plane may return its pins. */
export type Shape = 'rows' | 'map' | 'bare'

/** Returns a collection as it is sent, with fields that a client must ignore. */
export function present(pins: readonly PinRow[], shape: Shape, images: State['images']): unknown {
  if (shape === 'map') {
    const map: Record<string, Record<string, unknown>> = {}
    for (const pin of pins) {
      const regions = map[pin.template] ?? {}
      regions[pin.region] = entryOf(pin, images)
      map[pin.template] = regions
    }
    return { runtime_image_pins: map }
  }
  const rows = pins.map((pin) => rowOf(pin, images))
  return shape === 'bare' ? rows : { runtime_image_pins: rows, total: rows.length }
}

export function rowOf(pin: PinRow, images: State['images']): Readonly<Record<string, unknown>> {
  return { template_name: pin.template, region: pin.region, ...entryOf(pin, images) }
}

function entryOf(pin: PinRow, images: State['images']) {
  const { order, sourceRevision } = { ...images.get(pin.digest), ...pin }
  return {
    image_digest: pin.digest,
    updated_at: '2026-11-21T00:00:00Z',
    ...(order !== undefined && { order }),
    ...(sourceRevision !== undefined && { source_revision: sourceRevision }),
  }
}
