import type { Transport } from '@suite/http'
import { type Access, requireAccess } from './access.ts'
import type { DigestAlgorithm } from './digest.ts'
import type { Patience } from './patience.ts'
import type { PinAddress } from './pins.ts'
import { type PromotionResult, promote } from './promote.ts'
import { type PinReading, readPin } from './read-pin.ts'
import { type Promotion, sendPromotion } from './send-promotion.ts'

/** The control plane, for one pin. */
export interface ControlPlane {
  /** How messages and evidence name it: origin and path. */
  readonly name: string
  read(): Promise<PinReading>
  /**
   * Moves the pin to the digest, and reads it back. See {@link promote}.
   * @param record carries out each sending, and may refuse it
   */
  promote(
    promotion: Omit<Promotion, keyof PinAddress>,
    patience: Patience,
    record: (send: () => Promise<void>) => Promise<unknown>,
  ): Promise<PromotionResult>
}

/**
 * @param algorithms of digests that count, on either side
 * @throws UsageError `input-invalid` for an address or a token that must not be used, before any request
 */
export function connectControlPlane(
  transport: Transport,
  access: Access,
  address: PinAddress,
  algorithms: readonly DigestAlgorithm[] = ['sha256'],
): ControlPlane {
  requireAccess(access)
  const read = () => readPin(transport, access, address, algorithms)
  return {
    name: `${access.url.origin}${access.url.pathname}`.replace(/\/+$/, ''),
    read,
    promote(promotion, patience, record) {
      const whole = { ...address, ...promotion }
      const send = async (etag: string | undefined) => {
        await record(() => sendPromotion(transport, access, whole, etag))
      }
      return promote(promotion.digest, promotion.expectedPrevious, { read, send }, patience)
    },
  }
}
