;; Comparisons become values before they are branched on.
;; tuning: fused_compares=off
(module
  (memory 1)
  (func $br_if (param i32 i32) (result i32)
    (block (br_if 0 (i32.lt_s (local.get 0) (local.get 1))) (return (i32.const 1)))
    (i32.const 2))
  (func $eqz (param i32 i32) (result i32) (i32.eqz (i32.lt_s (local.get 0) (local.get 1))))
  (func $select (param i32 i32) (result i32)
    (select (local.get 0) (local.get 1) (i32.lt_s (local.get 0) (local.get 1)))))
;; $br_if
;;     x86-64: 9 instructions, 29 bytes                     | AArch64: 7 instructions, 28 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   i32.lt_s
;;       cmp edi, r8d                                       |   cmp w2, w3
;;       setl al                                            |   cset w0, lt
;;       movzx eax, al                                      |
;;   br_if 0
;;       test eax, eax                                      |   cbnz w0, L0
;;       jnz L0                                             |
;;   i32.const 1
;;   return
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       pop rbp                                            |   ldp x29, x30, [sp], #0x20
;;       ret                                                |   ret
;;   end
;;     L0:                                                  | L0:
;;   i32.const 2
;;   end
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;
;; $eqz
;;     x86-64: 6 instructions, 17 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   local.get 1
;;   i32.lt_s
;;       cmp edi, r8d                                       |   cmp w2, w3
;;       setl al                                            |   cset w0, lt
;;       movzx eax, al                                      |
;;   i32.eqz
;;       test eax, eax                                      |   cmp w0, #0
;;       setz al                                            |   cset w0, eq
;;       movzx eax, al                                      |
;;   end
;;
;; $select
;;     x86-64: 6 instructions, 17 bytes                     | AArch64: 4 instructions, 16 bytes
;;   local.get 0
;;   local.get 1
;;   local.get 0
;;   local.get 1
;;   i32.lt_s
;;       cmp edi, r8d                                       |   cmp w2, w3
;;       setl al                                            |   cset w0, lt
;;       movzx eax, al                                      |
;;   select
;;       test eax, eax                                      |   cmp w0, #0
;;       mov eax, edi                                       |   csel w0, w2, w3, ne
;;       cmovz eax, r8d                                     |
;;   end
