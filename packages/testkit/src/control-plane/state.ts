/** One pin in the control plane. */
export interface PinRow {
  readonly template: string
  readonly region: string
  readonly digest: string
  readonly order?: number
  readonly sourceRevision?: string
}

/** What a token may do; without a template or region, for all of them. */
export interface TokenScope {
  readonly scopes: readonly ('read' | 'promote')[]
  readonly template?: string
  readonly region?: string
}

/** The facts about an image other than its digest. */
export interface ImageFacts {
  readonly order?: number
  readonly sourceRevision?: string
}

export interface State {
  readonly tokens: Map<string, TokenScope & { readonly name: string }>
  readonly images: Map<string, ImageFacts>
  /** Digests that the control plane accepts; it refuses any other with 422. Undefined: all. */
  known: ReadonlySet<string> | undefined
  pins: readonly PinRow[]
  /** The pins before the last change, for stale reads. */
  before: readonly PinRow[]
  /** The number of changes, from which the ETag is made. */
  generation: number
  /** How many of the next reads show the pins before the last change. */
  staleReads: number
  /** Replicas that answer in turn, each with pins of its own; `undefined` means the pins of the state. */
  replicas: readonly (readonly PinRow[] | undefined)[]
  /** Returns which replica answers a read, by the number of the read; by default the next one. */
  choose: (read: number) => number
  reads: number
  /** Answers by idempotency key, with the first body sent with the key. */
  readonly keys: Map<string, { readonly body: string; readonly answer: unknown }>
  readonly promotions: PinRow[]
}

export function createState(pins: readonly PinRow[]): State {
  return {
    tokens: new Map(),
    images: new Map(),
    known: undefined,
    pins,
    before: pins,
    generation: 1,
    staleReads: 0,
    replicas: [],
    choose: (read) => read,
    reads: 0,
    keys: new Map(),
    promotions: [],
  }
}

export function isOf(address: Pick<PinRow, 'template' | 'region'>) {
  return ({ template, region }: PinRow) => template === address.template && region === address.region
}

/** Replaces the row of a pin. */
export function movePin(state: State, row: PinRow): void {
  state.before = state.pins
  state.pins = [...state.pins.filter((each) => !isOf(row)(each)), row]
  state.generation += 1
}

/** Returns the pins that the next read shows. */
export function takeRead(state: State): readonly PinRow[] {
  const { replicas, reads } = state
  state.reads += 1
  if (state.staleReads > 0) {
    state.staleReads -= 1
    return state.before
  }
  return replicas[state.choose(reads) % Math.max(1, replicas.length)] ?? state.pins
}
