import { randomUUID } from 'node:crypto'
import { type Host, startHost } from '../core/host.ts'
import { type Behaviour, pinRoutes, tokenOf } from './routes.ts'
import { createState, type ImageFacts, isOf, movePin, type PinRow, type TokenScope } from './state.ts'

export interface ControlPlaneOptions extends Partial<Behaviour> {
  readonly pins?: readonly PinRow[]
}

/** A control plane on loopback: its pins, and the host that serves them. */
export interface ControlPlane {
  readonly url: string
  readonly host: Host
  /** Every promotion that took effect, in order. */
  readonly promotions: readonly PinRow[]
  /** Returns the true pin, whatever a read shows. */
  pinned(template: string, region?: string): string | undefined
  /** Moves a pin as another client would. */
  move(template: string, digest: string, region?: string): void
  /** Replaces the rows; one pin may have two. */
  setPins(pins: readonly PinRow[]): void
  /** Sets the facts about an image, which every pin of it shows. */
  describe(digest: string, facts: ImageFacts): void
  /** Makes the next reads, up to this number, show the pins before the last change. */
  lag(reads: number): void
  /** Makes replicas answer in turn, each with its own digest for a pin; `undefined` means the true one. */
  flap(template: string, digests: readonly (string | undefined)[], region?: string): void
  /** Chooses the replica of {@link flap} that answers a read, by the number of the read. */
  choose(replica: (read: number) => number): void
  /** Refuses every other digest with 422 from now on. */
  knowOnly(digests: readonly string[]): void
  /** Issues a token and returns its secret. */
  token(scope: TokenScope & { readonly name?: string }): string
  close(): Promise<void>
}

/**
 * Starts a control plane. By default it returns rows and ETags, compares before it swaps, and stores idempotency
 * keys.
 */
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const { pins = [], shape = 'rows', etags = true, compareAndSwap = true, idempotencyKeys = true } = options
  const state = createState(pins)
  const host = await startHost({
    routes: pinRoutes(state, { shape, etags, compareAndSwap, idempotencyKeys }),
    notFound: () => ({ status: 404, body: { error: 'no such route' } }),
    identify: (request) => tokenOf(state, request)?.name ?? null,
    finish: (_, answer) => ({ ...answer, headers: { 'x-request-id': randomUUID(), ...answer.headers } }),
  })
  return {
    url: host.url,
    host,
    promotions: state.promotions,
    pinned: (template, region = 'global') => state.pins.find(isOf({ template, region }))?.digest,
    move: (template, digest, region = 'global') => movePin(state, { template, region, digest }),
    setPins(rows) {
      state.before = state.pins
      state.pins = rows
      state.generation += 1
    },
    describe: (digest, facts) => void state.images.set(digest, facts),
    lag(reads) {
      state.staleReads = reads
    },
    flap(template, digests, region = 'global') {
      state.replicas = digests.map((digest) =>
        digest === undefined
          ? undefined
          : [...state.pins.filter((pin) => !isOf({ template, region })(pin)), { template, region, digest }],
      )
    },
    choose(replica) {
      state.choose = replica
    },
    knowOnly(digests) {
      state.known = new Set(digests)
    },
    token({ name = 'token', ...scope }) {
      const secret = `cpt_${randomUUID().replaceAll('-', '')}`
      state.tokens.set(secret, { ...scope, name })
      return secret
    },
    close: () => host.close(),
  }
}
