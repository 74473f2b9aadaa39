;; Two comparisons as one condition.
(module
  (func $and (param i32 i32 i32 i32) (result i32)
    (i32.and (i32.lt_s (local.get 0) (local.get 1)) (i32.gt_u (local.get 2) (local.get 3))))
  (func $or (param i32 i32 i32 i32) (result i32)
    (i32.or (i32.lt_s (local.get 0) (local.get 1)) (i32.gt_u (local.get 2) (local.get 3))))
  (func $br_if_and (param i32 i32 i32 i32) (result i32)
    (block
      (br_if 0
        (i32.and (i32.lt_s (local.get 0) (local.get 1)) (i32.gt_u (local.get 2) (local.get 3))))
      (return (i32.const 1)))
    (i32.const 2))
  (func $br_if_or (param i32 i32 i32 i32) (result i32)
    (block
      (br_if 0
        (i32.or (i32.lt_s (local.get 0) (local.get 1)) (i32.gt_u (local.get 2) (local.get 3))))
      (return (i32.const 1)))
    (i32.const 2))
  (func $if_and (param i32 i32 i32 i32) (result i32)
    (if (result i32)
      (i32.and (i32.lt_s (local.get 0) (local.get 1)) (i32.gt_u (local.get 2) (local.get 3)))
      (then (i32.const 1))
      (else (i32.const 2))))
  (func $range (param i32) (result i32)
    (i32.and (i32.ge_s (local.get 0) (i32.const 10)) (i32.le_s (local.get 0) (i32.const 20))))
  (func $three_way (param i32 i32) (result i32)
    (i32.sub (i32.gt_s (local.get 0) (local.get 1)) (i32.lt_s (local.get 0) (local.get 1))))
  (func $select_and (param i32 i32 i32 i32) (result i32)
    (select (local.get 0) (local.get 2)
      (i32.and (i32.lt_s (local.get 0) (local.get 1)) (i32.gt_u (local.get 2) (local.get 3)))))
  ;; A comparison counted.
  (func $add_to_sum (param i32 i32 i32) (result i32)
    (i32.add (local.get 2) (i32.eq (local.get 0) (local.get 1))))
  (func $to_local (param i32 i32 i32) (result i32)
    (local.set 2 (i32.lt_s (local.get 0) (local.get 1)))
    (local.get 2))
  (func $mask (param i32 i32) (result i32)
    (i32.sub (i32.const 0) (i32.lt_u (local.get 0) (local.get 1))))
  (func $i64_result (param i64 i64) (result i64)
    (i64.extend_i32_u (i64.lt_u (local.get 0) (local.get 1)))))
;; $and
;;     x86-64: 7 instructions, 20 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   i32.lt_s
;;       cmp edi, r8d                                       |   cmp w2, w3
;;       setl al                                            |
;;       movzx eax, al                                      |
;;   local.get 2
;;   local.get 3
;;   i32.gt_u
;;       cmp r9d, esi                                       |
;;   i32.and
;;       setnbe cl                                          |   ccmp w4, w5, #0, lt
;;       movzx ecx, cl                                      |   cset w0, hi
;;       and eax, ecx                                       |
;;   end
;;
;; $or
;;     x86-64: 7 instructions, 20 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   i32.lt_s
;;       cmp edi, r8d                                       |   cmp w2, w3
;;       setl al                                            |
;;       movzx eax, al                                      |
;;   local.get 2
;;   local.get 3
;;   i32.gt_u
;;       cmp r9d, esi                                       |
;;   i32.or
;;       setnbe cl                                          |   ccmp w4, w5, #2, ge
;;       movzx ecx, cl                                      |   cset w0, hi
;;       or eax, ecx                                        |
;;   end
;;
;; $br_if_and
;;     x86-64: 12 instructions, 38 bytes                    | AArch64: 7 instructions, 28 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   i32.lt_s
;;       cmp edi, r8d                                       |   cmp w2, w3
;;       setl al                                            |
;;       movzx eax, al                                      |
;;   local.get 2
;;   local.get 3
;;   i32.gt_u
;;       cmp r9d, esi                                       |
;;   i32.and
;;       setnbe cl                                          |   ccmp w4, w5, #0, lt
;;       movzx ecx, cl                                      |
;;       test eax, ecx                                      |
;;   br_if 0
;;       jnz L0                                             |   b.hi L0
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
;; $br_if_or
;;     x86-64: 12 instructions, 38 bytes                    | AArch64: 7 instructions, 28 bytes
;;   block
;;   local.get 0
;;   local.get 1
;;   i32.lt_s
;;       cmp edi, r8d                                       |   cmp w2, w3
;;       setl al                                            |
;;       movzx eax, al                                      |
;;   local.get 2
;;   local.get 3
;;   i32.gt_u
;;       cmp r9d, esi                                       |
;;   i32.or
;;       setnbe cl                                          |   ccmp w4, w5, #2, ge
;;       movzx ecx, cl                                      |
;;       or eax, ecx                                        |
;;   br_if 0
;;       jnz L0                                             |   b.hi L0
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
;; $if_and
;;     x86-64: 11 instructions, 41 bytes                    | AArch64: 6 instructions, 24 bytes
;;   local.get 0
;;   local.get 1
;;   i32.lt_s
;;       cmp edi, r8d                                       |   cmp w2, w3
;;       setl al                                            |
;;       movzx eax, al                                      |
;;   local.get 2
;;   local.get 3
;;   i32.gt_u
;;       cmp r9d, esi                                       |
;;   i32.and
;;       setnbe cl                                          |   ccmp w4, w5, #0, lt
;;       movzx ecx, cl                                      |
;;       test eax, ecx                                      |
;;   if (result i32)
;;       jz L0                                              |   b.ls L0
;;   i32.const 1
;;   else
;;       mov eax, 0x1                                       |   movz w0, #0x1
;;       jmp L1                                             |   b L1
;;   i32.const 2
;;   end
;;     L0:                                                  | L0:
;;       mov eax, 0x2                                       |   movz w0, #0x2
;;   end
;;     L1:                                                  | L1:
;;
;; $range
;;     x86-64: 7 instructions, 20 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   i32.const 10
;;   i32.ge_s
;;       cmp edi, 0xa                                       |   cmp w2, #0xa
;;       setnl al                                           |
;;       movzx eax, al                                      |
;;   local.get 0
;;   i32.const 20
;;   i32.le_s
;;       cmp edi, 0x14                                      |
;;   i32.and
;;       setle cl                                           |   ccmp w2, #0x14, #0, ge
;;       movzx ecx, cl                                      |   cset w0, le
;;       and eax, ecx                                       |
;;   end
;;
;; $three_way
;;     x86-64: 7 instructions, 20 bytes                     | AArch64: 5 instructions, 20 bytes
;;   local.get 0
;;   local.get 1
;;   i32.gt_s
;;       cmp edi, r8d                                       |   cmp w2, w3
;;       setnle al                                          |   cset w0, gt
;;       movzx eax, al                                      |
;;   local.get 0
;;   local.get 1
;;   i32.lt_s
;;       cmp edi, r8d                                       |   cmp w2, w3
;;       setl cl                                            |   cset w1, lt
;;       movzx ecx, cl                                      |
;;   i32.sub
;;       sub eax, ecx                                       |   sub w0, w0, w1
;;   end
;;
;; $select_and
;;     x86-64: 9 instructions, 26 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 2
;;   local.get 0
;;   local.get 1
;;   i32.lt_s
;;       cmp edi, r8d                                       |   cmp w2, w3
;;       setl al                                            |
;;       movzx eax, al                                      |
;;   local.get 2
;;   local.get 3
;;   i32.gt_u
;;       cmp r9d, esi                                       |
;;   i32.and
;;       setnbe cl                                          |   ccmp w4, w5, #0, lt
;;       movzx ecx, cl                                      |
;;       and eax, ecx                                       |
;;   select
;;       mov eax, edi                                       |   csel w0, w2, w4, hi
;;       cmovz eax, r9d                                     |
;;   end
;;
;; $add_to_sum
;;     x86-64: 4 instructions, 13 bytes                     | AArch64: 2 instructions, 8 bytes
;;   local.get 2
;;   local.get 0
;;   local.get 1
;;   i32.eq
;;       cmp edi, r8d                                       |   cmp w2, w3
;;       setz al                                            |
;;       movzx eax, al                                      |
;;   i32.add
;;   end
;;       lea eax, [r9+rax]                                  |   cinc w0, w4, eq
;;
;; $to_local
;;     x86-64: 4 instructions, 14 bytes                     | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   i32.lt_s
;;       cmp edi, r8d                                       |   cmp w2, w3
;;       setl r9b                                           |   cset w4, lt
;;       movzx r9d, r9b                                     |
;;   local.set 2
;;   local.get 2
;;   end
;;       mov eax, r9d                                       |   mov w0, w4
;;
;; $mask
;;     x86-64: 4 instructions, 11 bytes                     | AArch64: 3 instructions, 12 bytes
;;   i32.const 0
;;   local.get 0
;;   local.get 1
;;   i32.lt_u
;;       cmp edi, r8d                                       |   cmp w2, w3
;;       setb al                                            |   cset w0, lo
;;       movzx eax, al                                      |
;;   i32.sub
;;       neg eax                                            |   neg w0, w0
;;   end
;;
;; $i64_result
;;     x86-64: 3 instructions, 9 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i64.lt_u
;;       cmp rdi, r8                                        |   cmp x2, x3
;;       setb al                                            |   cset w0, lo
;;       movzx eax, al                                      |
;;   i64.extend_i32_u
;;   end
