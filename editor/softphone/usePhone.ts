import { useStore } from 'zustand'
import { type Phone, phoneStore } from './phoneStore.ts'

/** A part of the telephone's state. */
export const usePhone = <Value>(selector: (phone: Phone) => Value): Value =>
  useStore(phoneStore, selector)
