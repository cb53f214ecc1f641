// What the public report needs of age: one envelope for one X25519 recipient.
import { Encrypter } from "age-encryption";

export async function envelope(recipient, bytes) {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter.encrypt(bytes);
}
