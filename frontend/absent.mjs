// Stands in for parts of age that an X25519 recipient does not use (passphrases, P-256, post-quantum): 57 kB instead of 134 kB.
const absent = undefined;
export { absent as scrypt, absent as p256, absent as MLKEM768P256, absent as MLKEM768X25519 };
