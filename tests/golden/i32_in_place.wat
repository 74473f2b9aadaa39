;; i32: an instruction whose result goes back to its operand's local works in its home.
(module
  (func $add (param i32 i32) (result i32)
    (local.set 0 (i32.add (local.get 0) (local.get 1)))
    (local.get 0))
  (func $sub (param i32 i32) (result i32)
    (local.set 0 (i32.sub (local.get 0) (local.get 1)))
    (local.get 0))
  (func $mul (param i32 i32) (result i32)
    (local.set 0 (i32.mul (local.get 0) (local.get 1)))
    (local.get 0))
  (func $and (param i32 i32) (result i32)
    (local.set 0 (i32.and (local.get 0) (local.get 1)))
    (local.get 0))
  (func $or (param i32 i32) (result i32)
    (local.set 0 (i32.or (local.get 0) (local.get 1)))
    (local.get 0))
  (func $xor (param i32 i32) (result i32)
    (local.set 0 (i32.xor (local.get 0) (local.get 1)))
    (local.get 0))
  (func $shl (param i32 i32) (result i32)
    (local.set 0 (i32.shl (local.get 0) (local.get 1)))
    (local.get 0))
  (func $shr_s (param i32 i32) (result i32)
    (local.set 0 (i32.shr_s (local.get 0) (local.get 1)))
    (local.get 0))
  (func $shr_u (param i32 i32) (result i32)
    (local.set 0 (i32.shr_u (local.get 0) (local.get 1)))
    (local.get 0))
  (func $rotl (param i32 i32) (result i32)
    (local.set 0 (i32.rotl (local.get 0) (local.get 1)))
    (local.get 0))
  (func $rotr (param i32 i32) (result i32)
    (local.set 0 (i32.rotr (local.get 0) (local.get 1)))
    (local.get 0))
  (func $add_const (param i32) (result i32)
    (local.set 0 (i32.add (local.get 0) (i32.const 1)))
    (local.get 0))
  (func $shl_const (param i32) (result i32)
    (local.set 0 (i32.shl (local.get 0) (i32.const 2)))
    (local.get 0))
  (func $reversed_sub (param i32 i32) (result i32)
    (local.set 0 (i32.sub (local.get 1) (local.get 0)))
    (local.get 0)))
;; $add
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.add
;;       add edi, r8d                                       |   add w2, w2, w3
;;   local.set 0
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $sub
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.sub
;;       sub edi, r8d                                       |   sub w2, w2, w3
;;   local.set 0
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $mul
;;     x86-64: 2 instructions, 6 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.mul
;;       imul edi, r8d                                      |   mul w2, w2, w3
;;   local.set 0
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $and
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.and
;;       and edi, r8d                                       |   and w2, w2, w3
;;   local.set 0
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $or
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.or
;;       or edi, r8d                                        |   orr w2, w2, w3
;;   local.set 0
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $xor
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.xor
;;       xor edi, r8d                                       |   eor w2, w2, w3
;;   local.set 0
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $shl
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.shl
;;       shlx edi, edi, r8d                                 |   lsl w2, w2, w3
;;   local.set 0
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $shr_s
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.shr_s
;;       sarx edi, edi, r8d                                 |   asr w2, w2, w3
;;   local.set 0
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $shr_u
;;     x86-64: 2 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.shr_u
;;       shrx edi, edi, r8d                                 |   lsr w2, w2, w3
;;   local.set 0
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $rotl
;;     x86-64: 3 instructions, 7 bytes                      | AArch64: 3 instructions, 12 bytes
;;   local.get 0
;;   local.get 1
;;   i32.rotl
;;       mov ecx, r8d                                       |   neg w17, w3
;;       rol edi, cl                                        |   ror w2, w2, w17
;;   local.set 0
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $rotr
;;     x86-64: 3 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   local.get 1
;;   i32.rotr
;;       mov ecx, r8d                                       |   ror w2, w2, w3
;;       ror edi, cl                                        |
;;   local.set 0
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $add_const
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 1
;;   i32.add
;;       add edi, 0x1                                       |   add w2, w2, #1
;;   local.set 0
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $shl_const
;;     x86-64: 2 instructions, 5 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 0
;;   i32.const 2
;;   i32.shl
;;       shl edi, 0x2                                       |   lsl w2, w2, #2
;;   local.set 0
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
;;
;; $reversed_sub
;;     x86-64: 3 instructions, 7 bytes                      | AArch64: 2 instructions, 8 bytes
;;   local.get 1
;;   local.get 0
;;   i32.sub
;;       neg edi                                            |   sub w2, w3, w2
;;       add edi, r8d                                       |
;;   local.set 0
;;   local.get 0
;;   end
;;       mov eax, edi                                       |   mov w0, w2
