import type { DragEvent } from 'react'

/** Takes one file that is dropped anywhere on an element; drags of steps are left alone. */
export const fileDrop = (onFile: (file: File) => void) => ({
  onDragOver: (event: DragEvent): void => {
    if (event.dataTransfer.types.includes('Files')) event.preventDefault()
  },
  onDrop: (event: DragEvent): void => {
    const [file] = event.dataTransfer.files
    if (!file || event.defaultPrevented) return
    event.preventDefault()
    onFile(file)
  },
})
