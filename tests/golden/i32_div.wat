;; i32: division and remainder trap on zero; the quotient of the least number and -1, too.
(module
  (func $div_s (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
  (func $div_u (param i32 i32) (result i32) (i32.div_u (local.get 0) (local.get 1)))
  (func $rem_s (param i32 i32) (result i32) (i32.rem_s (local.get 0) (local.get 1)))
  (func $rem_u (param i32 i32) (result i32) (i32.rem_u (local.get 0) (local.get 1))))
;; $div_s
;;     x86-64: 12 instructions, 39 bytes                    | AArch64: 9 instructions, 36 bytes
;;   local.get 0
;;   local.get 1
;;   i32.div_s
;;       mov eax, edi                                       |   cbz w3, L2
;;       test r8d, r8d                                      |   cmn w3, #1
;;       jz L2                                              |   b.eq L1
;;       cmp r8d, -0x1                                      |   sdiv w0, w2, w3
;;       jz L1                                              |
;;       cdq                                                |
;;       idiv r8d                                           |
;;   end
;;     L0:                                                  | L0:
;;   out of line: i32.div_s
;;     L1:                                                  | L1:
;;       neg eax                                            |   negs w0, w2
;;       jo L3                                              |   b.vs L3
;;       jmp L0                                             |   b L0
;;   out of line: i32.div_s
;;     L2:                                                  | L2:
;;       ud2  ; integer divide by zero                      |   udf #0  ; integer divide by zero
;;   out of line: i32.div_s
;;     L3:                                                  | L3:
;;       ud2  ; integer overflow                            |   udf #0  ; integer overflow
;;
;; $div_u
;;     x86-64: 6 instructions, 18 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   i32.div_u
;;       mov eax, edi                                       |   cbz w3, L0
;;       test r8d, r8d                                      |   udiv w0, w2, w3
;;       jz L0                                              |
;;       xor edx, edx                                       |
;;       div r8d                                            |
;;   end
;;   out of line: i32.div_u
;;     L0:                                                  | L0:
;;       ud2  ; integer divide by zero                      |   udf #0  ; integer divide by zero
;;
;; $rem_s
;;     x86-64: 11 instructions, 33 bytes                    | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   local.get 1
;;   i32.rem_s
;;       mov eax, edi                                       |   cbz w3, L0
;;       test r8d, r8d                                      |   sdiv w17, w2, w3
;;       jz L2                                              |   msub w0, w17, w3, w2
;;       cmp r8d, -0x1                                      |
;;       jz L1                                              |
;;       cdq                                                |
;;       idiv r8d                                           |
;;   end
;;     L0:                                                  |
;;       mov eax, edx                                       |
;;   out of line: i32.rem_s
;;     L1:                                                  |
;;       xor edx, edx                                       |
;;       jmp L0                                             |
;;   out of line: i32.rem_s
;;     L2:                                                  | L0:
;;       ud2  ; integer divide by zero                      |   udf #0  ; integer divide by zero
;;
;; $rem_u
;;     x86-64: 7 instructions, 20 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   local.get 1
;;   i32.rem_u
;;       mov eax, edi                                       |   cbz w3, L0
;;       test r8d, r8d                                      |   udiv w17, w2, w3
;;       jz L0                                              |   msub w0, w17, w3, w2
;;       xor edx, edx                                       |
;;       div r8d                                            |
;;   end
;;       mov eax, edx                                       |
;;   out of line: i32.rem_u
;;     L0:                                                  | L0:
;;       ud2  ; integer divide by zero                      |   udf #0  ; integer divide by zero
