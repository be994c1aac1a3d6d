import { z } from 'zod'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'

const layoutSchema = z.object({
  palette: z.number().min(160).max(360).catch(216),
  inspector: z.number().min(260).max(560).catch(332),
  dock: z.number().min(96).max(700).catch(216),
  phone: z.number().min(140).max(800).catch(480),
  simulator: z.number().min(240).max(1_000).catch(540),
  problems: z.number().min(180).max(600).catch(280),
  paletteOpen: z.boolean().catch(true),
  inspectorOpen: z.boolean().catch(true),
  dockOpen: z.boolean().catch(true),
  phoneOpen: z.boolean().catch(true),
  wholeFlow: z.boolean().catch(true),
  /** Null: where there is room for it. */
  mapOpen: z.boolean().nullable().catch(null),
  testTab: z.enum(['phone', 'simulator']).catch('phone'),
})
export type Layout = z.infer<typeof layoutSchema>
export type PanelSize = 'palette' | 'inspector' | 'dock' | 'phone' | 'simulator' | 'problems'

const key = 'fml-studio.layout'

function read(): Layout {
  try {
    return layoutSchema.parse(JSON.parse(localStorage.getItem(key) ?? '{}'))
  } catch {
    return layoutSchema.parse({})
  }
}

const layoutStore = createStore<Layout>()(read)

layoutStore.subscribe((layout) => {
  try {
    localStorage.setItem(key, JSON.stringify(layout))
  } catch {
    // A browser that keeps nothing still shows the panels.
  }
})

/** Sizes and folds of the panels, kept in this browser. */
export const useLayout = <Value>(selector: (layout: Layout) => Value): Value =>
  useStore(layoutStore, selector)

export const setLayout = (change: Partial<Layout>): void =>
  layoutStore.setState(layoutSchema.parse({ ...layoutStore.getState(), ...change }))
