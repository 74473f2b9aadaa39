;; Constants are loaded into registers.
;; tuning: constants=off
(module
  (memory 1)
  (func $add (param i32) (result i32) (i32.add (local.get 0) (i32.const 5)))
  (func $store (param i32) (i32.store (local.get 0) (i32.const 7)))
  (func $address (result i32) (i32.load (i32.const 16))))
;; $add
;;     x86-64: 2 instructions, 8 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 5
;;       mov eax, 0x5                                       |   movz w0, #0x5
;;   i32.add
;;   end
;;       lea eax, [rdi+rax]                                 |   add w0, w2, w0
;;
;; $store
;;     x86-64: 2 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 7
;;       mov eax, 0x7                                       |   movz w0, #0x7
;;   i32.store
;;       mov [r15+rdi], eax  ; out of bounds                |   str w0, [x27, w2, uxtw]  ; out of bounds
;;   end
;;
;; $address
;;     x86-64: 2 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   i32.const 16
;;       mov eax, 0x10                                      |   movz w0, #0x10
;;   i32.load
;;       mov eax, [r15+rax]  ; out of bounds                |   ldr w0, [x27, w0, uxtw]  ; out of bounds
;;   end
