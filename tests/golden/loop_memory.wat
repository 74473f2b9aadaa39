;; Loops over memory.
(module
  (memory 1)
  (func $sum (param $p i32) (param $n i32) (result i32) (local $sum i32)
    (loop $next
      (local.set $sum (i32.add (local.get $sum) (i32.load (local.get $p))))
      (local.set $p (i32.add (local.get $p) (i32.const 4)))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))
  (func $fill (param $p i32) (param $end i32) (param $value i32)
    (loop $next
      (i32.store (local.get $p) (local.get $value))
      (local.set $p (i32.add (local.get $p) (i32.const 4)))
      (br_if $next (i32.ne (local.get $p) (local.get $end)))))
  (func $copy (param $to i32) (param $from i32) (param $n i32)
    (loop $next
      (i32.store8 (local.get $to) (i32.load8_u (local.get $from)))
      (local.set $to (i32.add (local.get $to) (i32.const 1)))
      (local.set $from (i32.add (local.get $from) (i32.const 1)))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1))))))
  (func $string_length (param $s i32) (result i32) (local $end i32)
    (local.set $end (local.get $s))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (i32.load8_u (local.get $end))))
        (local.set $end (i32.add (local.get $end) (i32.const 1)))
        (br $next)))
    (i32.sub (local.get $end) (local.get $s)))
  (func $indexed (param $base i32) (param $n i32) (result i32) (local $i i32) (local $sum i32)
    (loop $next
      (local.set $sum (i32.add (local.get $sum)
        (i32.load (i32.add (local.get $base) (i32.shl (local.get $i) (i32.const 2))))))
      (br_if $next (i32.lt_s (local.tee $i (i32.add (local.get $i) (i32.const 1))) (local.get $n))))
    (local.get $sum))
  (func $dot_product (param $x i32) (param $y i32) (param $n i32) (result f64) (local $sum f64)
    (loop $next
      (local.set $sum (f64.add (local.get $sum)
        (f64.mul (f64.load (local.get $x)) (f64.load (local.get $y)))))
      (local.set $x (i32.add (local.get $x) (i32.const 8)))
      (local.set $y (i32.add (local.get $y) (i32.const 8)))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))
    (local.get $sum))
  (func $histogram (param $p i32) (param $n i32) (local $cell i32)
    (loop $next
      (local.set $cell (i32.shl (i32.load8_u (local.get $p)) (i32.const 2)))
      (i32.store offset=1024 (local.get $cell)
        (i32.add (i32.load offset=1024 (local.get $cell)) (i32.const 1)))
      (local.set $p (i32.add (local.get $p) (i32.const 1)))
      (br_if $next (local.tee $n (i32.sub (local.get $n) (i32.const 1)))))))
;; $sum
;;     x86-64: 6 instructions, 19 bytes                     | AArch64: 7 instructions, 28 bytes
;;       xor r9d, r9d                                       |   movz w4, #0
;;   loop
;;     L0:                                                  | L0:
;;   local.get 2
;;   local.get 0
;;   i32.load
;;                                                          |   ldr w0, [x27, w2, uxtw]  ; out of bounds
;;   i32.add
;;       add r9d, [r15+rdi]  ; out of bounds                |   add w4, w4, w0
;;   local.set 2
;;   local.get 0
;;   i32.const 4
;;   i32.add
;;       add edi, 0x4                                       |   add w2, w2, #4
;;   local.set 0
;;   local.get 1
;;   i32.const 1
;;   i32.sub
;;       add r8d, -0x1                                      |   sub w3, w3, #1
;;   local.tee 1
;;   br_if 0
;;       jnz L0                                             |   cbnz w3, L0
;;   end
;;   local.get 2
;;   end
;;       mov eax, r9d                                       |   mov w0, w4
;;
;; $fill
;;     x86-64: 5 instructions, 15 bytes                     | AArch64: 4 instructions, 16 bytes
;;   loop
;;       nop [rax], eax                                     | L0:
;;     L0:                                                  |
;;   local.get 0
;;   local.get 2
;;   i32.store
;;       mov [r15+rdi], r9d  ; out of bounds                |   str w4, [x27, w2, uxtw]  ; out of bounds
;;   local.get 0
;;   i32.const 4
;;   i32.add
;;       add edi, 0x4                                       |   add w2, w2, #4
;;   local.set 0
;;   local.get 0
;;   local.get 1
;;   i32.ne
;;       cmp edi, r8d                                       |   cmp w2, w3
;;   br_if 0
;;       jnz L0                                             |   b.ne L0
;;   end
;;   end
;;
;; $copy
;;     x86-64: 9 instructions, 41 bytes                     | AArch64: 6 instructions, 24 bytes
;;   loop
;;       nop [rax+rax], ax                                  | L0:
;;       nop [rax+rax], ax                                  |
;;       nop                                                |
;;     L0:                                                  |
;;   local.get 0
;;   local.get 1
;;   i32.load8_u
;;       movzx eax, byte ptr [r15+r8]  ; out of bounds      |   ldrb w0, [x27, w3, uxtw]  ; out of bounds
;;   i32.store8
;;       mov [r15+rdi], al  ; out of bounds                 |   strb w0, [x27, w2, uxtw]  ; out of bounds
;;   local.get 0
;;   i32.const 1
;;   i32.add
;;       add edi, 0x1                                       |   add w2, w2, #1
;;   local.set 0
;;   local.get 1
;;   i32.const 1
;;   i32.add
;;       add r8d, 0x1                                       |   add w3, w3, #1
;;   local.set 1
;;   local.get 2
;;   i32.const 1
;;   i32.sub
;;       add r9d, -0x1                                      |   sub w4, w4, #1
;;   local.tee 2
;;   br_if 0
;;       jnz L0                                             |   cbnz w4, L0
;;   end
;;   end
;;
;; $string_length
;;     x86-64: 10 instructions, 43 bytes                    | AArch64: 6 instructions, 24 bytes
;;   local.get 0
;;   local.set 1
;;       mov r8d, edi                                       |   mov w3, w2
;;   block
;;   loop
;;       nop [rax+rax], ax                                  | L0:
;;       nop [rax], eax                                     |
;;     L0:                                                  |
;;   local.get 1
;;   i32.load8_u
;;       movzx eax, byte ptr [r15+r8]  ; out of bounds      |   ldrb w0, [x27, w3, uxtw]  ; out of bounds
;;   i32.eqz
;;       test eax, eax                                      |
;;   br_if 1
;;       jz L1                                              |   cbz w0, L1
;;   local.get 1
;;   i32.const 1
;;   i32.add
;;       add r8d, 0x1                                       |   add w3, w3, #1
;;   local.set 1
;;   br 0
;;       jmp L0                                             |   b L0
;;   end
;;     L1:                                                  | L1:
;;   end
;;   local.get 1
;;   local.get 0
;;   i32.sub
;;       mov eax, r8d                                       |   sub w0, w3, w2
;;       sub eax, edi                                       |
;;   end
;;
;; $indexed
;;     x86-64: 10 instructions, 39 bytes                    | AArch64: 9 instructions, 36 bytes
;;       xor r9d, r9d                                       |   movz w4, #0
;;       xor r10d, r10d                                     |   movz w5, #0
;;   loop
;;       nop [rax+rax], ax                                  | L0:
;;       nop [rax], eax                                     |
;;     L0:                                                  |
;;   local.get 3
;;   local.get 0
;;   local.get 2
;;   i32.const 2
;;   i32.shl
;;   i32.add
;;   i32.load
;;       lea eax, [rdi+r9*4]                                |   add w0, w2, w4, lsl #2
;;                                                          |   ldr w0, [x27, w0, uxtw]  ; out of bounds
;;   i32.add
;;       add r10d, [r15+rax]  ; out of bounds               |   add w5, w5, w0
;;   local.set 3
;;   local.get 2
;;   i32.const 1
;;   i32.add
;;       add r9d, 0x1                                       |   add w4, w4, #1
;;   local.tee 2
;;   local.get 1
;;   i32.lt_s
;;       cmp r9d, r8d                                       |   cmp w4, w3
;;   br_if 0
;;       jl L0                                              |   b.lt L0
;;   end
;;   local.get 3
;;   end
;;       mov eax, r10d                                      |   mov w0, w5
;;
;; $dot_product
;;     x86-64: 11 instructions, 52 bytes                    | AArch64: 10 instructions, 40 bytes
;;       vxorps xmm6, xmm6, xmm6                            |   movi d2, #0000000000000000
;;   loop
;;       nop [rax+rax], ax                                  | L0:
;;       nop [rax+rax], ax                                  |
;;     L0:                                                  |
;;   local.get 3
;;   local.get 0
;;   f64.load
;;       vmovsd xmm0, qword ptr [r15+rdi]  ; out of bounds  |   ldr d0, [x27, w2, uxtw]  ; out of bounds
;;   local.get 1
;;   f64.load
;;                                                          |   ldr d1, [x27, w3, uxtw]  ; out of bounds
;;   f64.mul
;;       vmulsd xmm0, xmm0, qword ptr [r15+r8]  ; out of bounds |   fmul d0, d0, d1
;;   f64.add
;;       vaddsd xmm6, xmm6, xmm0                            |   fadd d2, d2, d0
;;   local.set 3
;;   local.get 0
;;   i32.const 8
;;   i32.add
;;       add edi, 0x8                                       |   add w2, w2, #8
;;   local.set 0
;;   local.get 1
;;   i32.const 8
;;   i32.add
;;       add r8d, 0x8                                       |   add w3, w3, #8
;;   local.set 1
;;   local.get 2
;;   i32.const 1
;;   i32.sub
;;       add r9d, -0x1                                      |   sub w4, w4, #1
;;   local.tee 2
;;   br_if 0
;;       jnz L0                                             |   cbnz w4, L0
;;   end
;;   local.get 3
;;   end
;;       vmovaps xmm0, xmm6                                 |   fmov d0, d2
;;
;; $histogram
;;     x86-64: 9 instructions, 44 bytes                     | AArch64: 9 instructions, 36 bytes
;;   loop
;;       nop [rax], eax                                     | L0:
;;     L0:                                                  |
;;   local.get 0
;;   i32.load8_u
;;       movzx eax, byte ptr [r15+rdi]  ; out of bounds     |   ldrb w0, [x27, w2, uxtw]  ; out of bounds
;;   i32.const 2
;;   i32.shl
;;       lea r9d, [rax*4]                                   |   lsl w4, w0, #2
;;   local.set 2
;;   local.get 2
;;   local.get 2
;;   i32.load offset=1024
;;       mov eax, [r15+r9+0x400]  ; out of bounds           |   add x1, x27, x4
;;                                                          |   ldr w0, [x1, #0x400]  ; out of bounds
;;   i32.const 1
;;   i32.add
;;   i32.store offset=1024
;;       lea eax, [rax+0x1]                                 |   add w0, w0, #1
;;       mov [r15+r9+0x400], eax  ; out of bounds           |   str w0, [x1, #0x400]  ; out of bounds
;;   local.get 0
;;   i32.const 1
;;   i32.add
;;       add edi, 0x1                                       |   add w2, w2, #1
;;   local.set 0
;;   local.get 1
;;   i32.const 1
;;   i32.sub
;;       add r8d, -0x1                                      |   sub w3, w3, #1
;;   local.tee 1
;;   br_if 0
;;       jnz L0                                             |   cbnz w3, L0
;;   end
;;   end
