import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import type { EditorState, EditorStore } from './editorStore.ts'

export const EditorContext = createContext<EditorStore | null>(null)

/** The store of the open flow. */
export function useEditorStore(): EditorStore {
  const store = useContext(EditorContext)
  if (!store)
    throw new Error('useEditorStore is used outside an open flow: wrap it in EditorContext.')
  return store
}

/** A part of the open flow's state; select values that keep their identity. */
export const useEditor = <Value>(selector: (state: EditorState) => Value): Value =>
  useStore(useEditorStore(), selector)
