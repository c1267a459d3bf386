// What is to be written on a shelf, given as a Map or as an object.
export const entriesOf = (map) => (map instanceof Map ? [...map] : Object.entries(map));
