import { z } from 'zod'
import type { Listening } from '../compile/program.ts'

/** By what a caller may cut the prompt short. */
export const interrupters = ['any', 'dtmf', 'speech'] as const
export type Interrupter = (typeof interrupters)[number]

/** Fields of a node that listens, beside its `interruptible`. */
export const bargeInFields = {
  /** What interrupts, where anything may; absent: a key and a voice. */
  interruptedBy: z.enum(interrupters).exactOptional(),
  /** Words of a caller before they interrupt; 0 or absent: the first word that says more than “uh-huh”. */
  interruptWords: z.number().int().min(0).max(20).exactOptional(),
}

export interface BargeInData {
  readonly interruptible: boolean
  readonly interruptedBy?: Interrupter
  readonly interruptWords?: number
}

/** How the listening of such a node is interrupted. */
export const bargeInOf = ({
  interruptible,
  interruptedBy = 'any',
  interruptWords = 0,
}: BargeInData): Pick<Listening, 'bargeIn' | 'minBargeInWords'> => {
  const bargeIn = interruptible ? interruptedBy : 'none'
  const counts = bargeIn === 'any' || bargeIn === 'speech'
  return {
    bargeIn,
    ...(counts && interruptWords > 0 ? { minBargeInWords: interruptWords } : {}),
  }
}
