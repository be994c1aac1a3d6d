/** Media type of a step dragged from the palette. */
export const stepDragType = 'application/x-fml-studio-step'
