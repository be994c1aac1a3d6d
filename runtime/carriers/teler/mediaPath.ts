/** Below it FreJun's network brings and takes a call's sound. Apart, as every start needs it and few need the rest. */
export const mediaPath = '/teler/media'
