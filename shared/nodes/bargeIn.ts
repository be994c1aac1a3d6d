import { z } from 'zod'
import type { Listening } from '../compile/program.ts'

/** By what a caller may cut the prompt short. */
export const interrupters = ['any', 'dtmf', 'speech'] as const

/** Fields of a node that listens, beside its `interruptible`. */
export const bargeInFields = {
  /** What interrupts, where anything may; absent: a key and a voice. */
  interruptedBy: z.enum(interrupters).exactOptional(),
  /** Words of a caller before they interrupt; absent: any voice that says more than “uh-huh”. */
  interruptWords: z.number().int().min(1).max(20).exactOptional(),
}

export interface BargeInData {
  readonly interruptible: boolean
  readonly interruptedBy?: (typeof interrupters)[number]
  readonly interruptWords?: number
}

/** How the listening of such a node is interrupted. */
export const bargeInOf = ({
  interruptible,
  interruptedBy = 'any',
  interruptWords,
}: BargeInData): Pick<Listening, 'bargeIn' | 'minBargeInWords'> => {
  const bargeIn = interruptible ? interruptedBy : 'none'
  const counts = bargeIn === 'any' || bargeIn === 'speech'
  return {
    bargeIn,
    ...(counts && interruptWords !== undefined ? { minBargeInWords: interruptWords } : {}),
  }
}
