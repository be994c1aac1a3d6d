import type { Trunk } from './trunk.ts'

/** One of the calls that a trunk may have at once. */
export interface Place {
  /** The call is over. Harmless when it was said before. */
  leave(): void
}

/** Counts the calls of a trunk over all processes that share it. */
export interface TrunkPlaces {
  /** Null: all are taken. Never rejects. */
  take(trunk: Pick<Trunk, 'id' | 'mostCalls'>): Promise<Place | null>
}

/** Why a call of ours was not sent. */
export const noPlace = 'The trunk has as many calls as it may have, in all processes together.'

/** The place of one call: asked for once, and left also when it comes after the call is over. */
export class Admission {
  #trunk: Trunk
  #places: TrunkPlaces | null
  #place: Place | null = null
  #isOver = false

  constructor(trunk: Trunk, places: TrunkPlaces | null) {
    this.#trunk = trunk
    this.#places = places
  }

  /** Whether nobody has to be asked. */
  get isFree(): boolean {
    return this.#places === null
  }

  async admit(): Promise<boolean> {
    if (!this.#places) return true
    const place = await this.#places.take(this.#trunk)
    if (this.#isOver) place?.leave()
    else this.#place = place
    return place !== null
  }

  leave(): void {
    this.#isOver = true
    this.#place?.leave()
  }
}
